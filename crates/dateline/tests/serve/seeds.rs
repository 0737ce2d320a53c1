//! Reports of made-up incidents, in several languages; some disagree.

use serde_json::{Value, json};

/// Three reports of one attack that differ on the dead, and others about other things.
pub fn reports() -> Vec<Value> {
    let mut reports = vec![
        json!({"id": "gao-ministry", "publisher": "Sahel Wire", "published": "2025-03-10",
            "url": "https://wire.example/gao", "title": "Gunmen attack checkpoint in Gao, killing six soldiers",
            "text": "GAO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing six \
                     soldiers and wounding four, the defence ministry said."}),
        json!({"id": "gao-copy", "publisher": "Daily Copy", "published": "2025-03-10",
            "title": "Six soldiers killed at checkpoint",
            "text": "GAO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing six \
                     soldiers and wounding four, the defence ministry said."}),
        json!({"id": "gao-residents", "publisher": "River Post", "published": "2025-03-10",
            "title": "Checkpoint in Gao attacked on Sunday",
            "text": "BAMAKO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing \
                     eleven soldiers and wounding four, residents said. Shops stayed closed."}),
        json!({"id": "haifa", "publisher": "Harbour News", "published": "2024-05-05",
            "title": "Hundreds protest in Haifa",
            "text": "HAIFA, Israel, May 4, 2024 - Several hundred people protested in Haifa on Saturday \
                     against the government."}),
        json!({"id": "saada", "publisher": "صوت الجبل", "published": "2024-06-12", "language": "ar",
            "title": "قتلى في قصف على صعدة",
            "text": "قتل ثلاثة مدنيين وأصيب خمسة آخرون في قصف مدفعي على مدينة صعدة يوم الثلاثاء، بحسب مصادر طبية."}),
        json!({"id": "goma", "publisher": "Courrier du Lac", "published": "2024-07-02", "language": "fr",
            "title": "Attaque à Goma",
            "text": "GOMA, RDC - Des rebelles ont attaqué la ville de Goma lundi 1er juillet 2024 et tué \
                     quatre soldats, a annoncé l'armée."}),
        json!({"id": "cali", "publisher": "Diario del Valle", "published": "2024-08-20", "language": "es",
            "title": "Explosión en Cali",
            "text": "CALI, Colombia - Una explosión frente a una estación de policía en Cali mató a dos \
                     personas e hirió a siete el lunes 19 de agosto de 2024, informó la policía."}),
    ];
    reports.extend((0..30).map(small));
    reports
}

/// One of many small reports, each of an incident of its own.
pub fn small(number: usize) -> Value {
    const TOWNS: [(&str, &str); 6] = [
        ("Timbuktu", "Mali"),
        ("Maiduguri", "Nigeria"),
        ("Mosul", "Iraq"),
        ("Kharkiv", "Ukraine"),
        ("Aleppo", "Syria"),
        ("Mogadishu", "Somalia"),
    ];
    const TOLD: [&str; 5] = [
        "Gunmen attacked a bus in TOWN on DATE, killing N people, police said.",
        "Rebels shelled the town of TOWN on DATE, killing N soldiers, the army said.",
        "Several hundred people protested in TOWN on DATE against the rise of prices.",
        "Police arrested N men in TOWN on DATE after a raid, officials said.",
        "A bomb exploded at a market in TOWN on DATE, wounding N people, witnesses said.",
    ];
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (town, country) = TOWNS[number % TOWNS.len()];
    let (month, day, year) = (number * 5 % 12, number * 7 % 27 + 1, 1990 + (number + 29) % 35);
    let date = format!("{} {day}, {year}", MONTHS[month]);
    let text = TOLD[number % TOLD.len()]
        .replace("TOWN", town)
        .replace("DATE", &date)
        .replace('N', &(number % 9 + 2).to_string());
    json!({
        "id": format!("small-{number}"),
        "title": format!("News from {town}, {number}"),
        "publisher": "Small Gazette",
        "published": format!("{year}-{:02}-{:02}", month + 1, day + 1),
        "text": format!("{}, {country} - {text}", town.to_uppercase()),
    })
}
