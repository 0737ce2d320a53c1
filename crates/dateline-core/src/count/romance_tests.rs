//! What is counted in French and Spanish; the tables are read as those of the tests beside.

use super::tests::check;

#[test]
fn french_verbs_say_what_is_counted() {
    check(
        "fr",
        "L’explosion a tué 15 personnes et blessé 80 autres.",
        "killed 15..15, injured 80..80",
    );
    check("fr", "Onze soldats ont été tués et dix-sept blessés.", "killed 11..11, injured 17..17");
    check("fr", "Une bombe a explosé, tuant au moins vingt-sept villageois.", "killed 27..?");
    check("fr", "Plus de trente personnes ont péri.", "killed 31..?");
    check("fr", "Des hommes armés ont enlevé deux prêtres.", "captured 2..2");
    check("fr", "La police a interpellé une quarantaine d’étudiants.", "arrested 36..44");
    check("fr", "Des dizaines de milliers d’habitants ont fui.", "displaced 20000..99999");
    check("fr", "Quelque 1 400 personnes ont défilé.", "participants 1260..1540");
}

#[test]
fn french_nouns_and_numbers() {
    check("fr", "La milice a tiré 30 roquettes sur la ville.", "munitions 30..30");
    check(
        "fr",
        "Le bilan est de seize morts et d’une vingtaine de blessés.",
        "killed 16..16, injured 18..22",
    );
    check("fr", "On compte quatre-vingt-dix-sept morts.", "killed 97..97");
    check("fr", "On compte trente et un blessés.", "injured 31..31");
    check("fr", "On compte mille deux cents déplacés.", "displaced 1200..1200");
    check("fr", "Jusqu’à neuf obus sont tombés.", "munitions 0..9");
    check("fr", "Entre 60 et 80 prisonniers ont été libérés.", "released 60..80");
    check("fr", "Moins de dix manifestants sont venus.", "participants 0..9");
}

#[test]
fn french_none_and_nothing() {
    check("fr", "Personne n’a été blessé.", "injured 0..0");
    check("fr", "Aucun mort n’est à déplorer.", "killed 0..0");
    check("fr", "L’officier, âgé de 29 ans, vivait à 12 km de là.", "");
    check("fr", "Le 7 octobre 2023, il a payé 40 millions d’euros.", "");
}

#[test]
fn french_parts_and_sums() {
    check("fr", "La frappe a tué douze personnes, dont trois enfants.", "killed 12..12");
    check("fr", "Deux soldats et un civil ont été tués.", "killed 3..3");
}

#[test]
fn spanish_verbs_say_what_is_counted() {
    check(
        "es",
        "La explosión mató a 15 personas e hirió a otras 80.",
        "killed 15..15, injured 80..80",
    );
    check(
        "es",
        "Once soldados murieron y diecisiete resultaron heridos.",
        "killed 11..11, injured 17..17",
    );
    check("es", "Estalló una bomba que mató al menos a veintisiete aldeanos.", "killed 27..?");
    check("es", "Más de treinta personas perdieron la vida.", "killed 31..?");
    check("es", "Hombres armados secuestraron a dos sacerdotes.", "captured 2..2");
    check("es", "La policía detuvo a unos cuarenta estudiantes.", "arrested 36..44");
    check("es", "Decenas de miles de vecinos huyeron.", "displaced 20000..99999");
    check("es", "Unas 1.400 personas marcharon.", "participants 1260..1540");
}

#[test]
fn spanish_nouns_and_numbers() {
    check("es", "La milicia disparó 30 cohetes contra el pueblo.", "munitions 30..30");
    check(
        "es",
        "Hubo dieciséis muertos y una veintena de heridos.",
        "killed 16..16, injured 18..22",
    );
    check("es", "Hubo treinta y seis muertos.", "killed 36..36");
    check("es", "Hubo ciento veinte heridos.", "injured 120..120");
    check("es", "Hay dos mil trescientos desplazados.", "displaced 2300..2300");
    check("es", "Hay 1,200 desplazados.", "displaced 1200..1200");
    check("es", "Entre 60 y 80 presos fueron liberados.", "released 60..80");
    check("es", "Menos de diez manifestantes llegaron.", "participants 0..9");
}

#[test]
fn spanish_none_and_nothing() {
    check("es", "Nadie resultó herido.", "injured 0..0");
    check("es", "No hubo muertos.", "killed 0..0");
    check(
        "es",
        "NO SE REPORTAN VICTIMAS EN EL SECTOR DE LA PLAZA.",
        "killed 0..? none reported, injured 0..? none reported",
    );
    check("es", "El oficial, de 29 años, vivía a 12 kilómetros.", "");
    check("es", "El 7 de octubre de 2023 pagó 40 millones de euros.", "");
}

#[test]
fn spanish_parts_and_sums() {
    check("es", "El ataque mató a doce personas, entre ellas tres niños.", "killed 12..12");
    check("es", "Dos soldados y un civil murieron.", "killed 3..3");
}
