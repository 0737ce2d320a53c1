//! Cases a linguist can read: the mentions of a sentence, as `phrase | name | kind`.
