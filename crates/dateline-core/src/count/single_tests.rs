//! One victim who is described, and nobody of whom anything is reported: in every language.

use super::tests::check;

#[test]
fn one_person_who_is_described_is_one() {
    check("en", "A shell hit a bus in Korva, injuring a 58 year old woman.", "injured 1..1");
    check("en", "The strike killed her husband.", "killed 1..1");
    check("en", "One rocket wounded the driver.", "injured 1..1");
    check("en", "A sniper shot dead his brother.", "killed 1..1");
    check("en", "A 40 year old was killed.", "killed 1..1");
    check("en", "58-year-old farmer killed by a mine", "killed 1..1");
    check("de", "Ein 58 Jahre alter Bauer wurde getötet.", "killed 1..1");
    check("de", "Die Granate verletzte ihren Sohn.", "injured 1..1");
    check("de", "Ein 30-Jähriger wurde getötet.", "killed 1..1");
    check("fr", "Un homme de 58 ans a été blessé.", "injured 1..1");
    check("fr", "L'obus a tué son mari.", "killed 1..1");
    check("es", "Un hombre de 58 años resultó herido.", "injured 1..1");
    check("es", "El ataque mató a su marido.", "killed 1..1");
    check("ar", "أصيبت امرأة تبلغ من العمر 58 عاما.", "injured 1..1");
    check("ar", "قتل زوجها في القصف.", "killed 1..1");
    check("he", "גבר בן 58 נפצע.", "injured 1..1");
    check("he", "בעלה נהרג.", "killed 1..1");
    check("ru", "Ранен 58-летний мужчина.", "injured 1..1");
    check("ru", "Погиб её муж.", "killed 1..1");
    check("uk", "Поранено 58-річну жінку.", "injured 1..1");
    check("uk", "Загинув її чоловік.", "killed 1..1");
}

#[test]
fn two_who_are_described_are_two() {
    check("en", "The blast killed a pregnant woman and her daughter.", "killed 2..2");
    check("es", "Murieron el sargento Omar Dal y una enfermera.", "killed 2..2");
}

#[test]
fn nobody_in_particular_is_nobody() {
    check("en", "The drivers were wounded.", "");
    check("en", "The law protects the driver.", "");
    check("en", "Any man killed is a loss.", "");
    check("de", "Die Fahrer wurden verletzt.", "");
    check("fr", "Les chauffeurs ont été blessés.", "");
    check("es", "Los conductores resultaron heridos.", "");
}

#[test]
fn none_that_is_reported_is_no_zero() {
    let injured = "injured 0..? none reported";
    let both = "killed 0..? none reported, injured 0..? none reported";
    check("en", "There was no immediate word on casualties.", both);
    check("en", "Police did not report any injuries.", injured);
    check("de", "Über Verletzte lagen zunächst keine Angaben vor.", injured);
    check("fr", "L'armée ne signale aucun blessé.", injured);
    check("es", "Por ahora no hay informes de heridos.", injured);
    check("ar", "لم يبلغ عن وقوع إصابات.", injured);
    check("he", "בשלב זה אין דיווח על פצועים.", injured);
    check("ru", "Информации о раненых пока нет.", injured);
    check("ru", "Сообщений о погибших и раненых не поступало.", both);
    check("uk", "Повідомлень про поранених не надходило.", injured);
    check("uk", "Про загиблих і поранених не повідомлялося.", both);
}

#[test]
fn a_whole_phrase_for_none_says_of_whom() {
    check("ru", "Пострадавших нет.", "injured 0..0");
    check("uk", "Загиблих немає.", "killed 0..0");
}
