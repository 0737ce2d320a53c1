//! What goes and what stays, per language.

use super::*;
use crate::language::LanguagePack;

fn strip_in(code: &str, page: &str) -> Stripped {
    strip(page, None, &LanguagePack::get(code).unwrap().debris)
}

/// The pages' story, once per language; what stands around it is debris.
fn story(code: &str) -> &'static str {
    match code {
        "en" => "Shells hit a market in the north\n\nFour shells hit the market of the town on Monday, police said, and two traders were wounded.",
        "de" => "Granaten treffen Markt im Norden\n\nVier Granaten trafen am Montag den Markt der Stadt, wie die Polizei mitteilte, und verletzten zwei Händler.",
        "fr" => "Des obus sur un marché du nord\n\nQuatre obus ont touché lundi le marché de la ville, a indiqué la police, et deux marchands ont été blessés.",
        "es" => "Proyectiles caen en un mercado del norte\n\nCuatro proyectiles cayeron el lunes en el mercado de la ciudad, dijo la policía, y dos comerciantes resultaron heridos.",
        "ar" => "قذائف تصيب سوقا في الشمال\n\nأصابت أربع قذائف سوق البلدة يوم الاثنين وأسفرت عن جرح اثنين من التجار، حسبما قالت الشرطة المحلية.",
        "he" => "פגזים פגעו בשוק בצפון\n\nארבעה פגזים פגעו ביום שני בשוק של העיירה ושני סוחרים נפצעו באורח בינוני, כך מסרה המשטרה המקומית.",
        "ru" => "Снаряды попали в рынок на севере\n\nЧетыре снаряда попали в понедельник в городской рынок, сообщила полиция, ранены двое торговцев.",
        "uk" => "Снаряди влучили в ринок на півночі\n\nЧотири снаряди влучили в понеділок у міський ринок, повідомила поліція, поранено двох торговців.",
        _ => unreachable!(),
    }
}

/// `debris` goes where it stands below the story, and nothing else does.
fn goes(code: &str, kind: &str, debris: &str) {
    let stripped = strip_in(code, &format!("{}\n\n{debris}", story(code)));
    assert_eq!(stripped.text, story(code), "{debris}");
    assert!(stripped.removed.iter().any(|cut| cut.kind == kind), "{debris}: {:?}", stripped.removed);
}

/// `words` stay where they stand below the story.
fn stays(code: &str, words: &str) {
    let page = format!("{}\n\n{words}\n\n{}", story(code), story(code).split("\n\n").last().unwrap());
    let stripped = strip_in(code, &page);
    assert_eq!(stripped.text, page);
}

#[test]
fn english() {
    goes("en", "comment-form", "Leave a Reply\nYour email address will not be published. Required fields are marked *");
    goes("en", "cookie-notice", "We use cookies to make this page work. You may refuse them.\nAccept all | Manage options");
    goes("en", "credit", "[Photo: A. Person / Agency]");
    goes("en", "share-bar", "Share on Facebook Share on X Copy link");
    goes("en", "related-links", "You may also like: Five ways to cook rice | A walk by the sea");
    goes("en", "copyright", "© 2024 Hill Wire. All rights reserved.");
    goes("en", "navigation", "Home | News | Asia");
    goes("en", "newsletter", "Sign up for our daily newsletter");
    goes("en", "contributor-line", "(Reporting by A. Person; Editing by B. Person)");
    goes("en", "byline", "By Ann O. Person, Gusau");
    goes("en", "date-line", "Updated 12:30, 4 March 2024");
    goes("en", "advertisement", "Advertisement");
    goes("en", "repeated-headline", "Shells hit a market in the north");
    goes("en", "comments", "3 comments\nhill_7: About time.\nLee: You said that before.");
    stays("en", "Correction: an earlier version said that three traders were wounded.");
    stays("en", "“Share this story with everyone,” he said.");
    stays("en", "By Monday the army had left.");
    stays("en", "14:05 Two people are missing, says the mayor.");
}
