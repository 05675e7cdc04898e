/// What other programs' words mean in the words of a canonical column, by the word as ``folded(_:)`` gives it.
enum Words {
    /// In lower case, with blanks for hyphens and underscores.
    static func folded(_ word: String) -> String {
        String(word.lowercased().map { "-_".contains($0) ? " " : $0 })
    }

    /// Statuses of tickets in English, German, French, Spanish, Portuguese, Italian, Dutch and Japanese.
    static let statuses: [String: String] = table([
        "new": [
            "new", "created", "submitted", "unassigned", "to do", "todo", "backlog", "neu", "nouveau", "nouvelle",
            "nuevo", "nueva", "novo", "nova", "nuovo", "nuova", "nieuw", "新規", "未対応",
        ],
        "open": [
            "open", "opened", "reopened", "active", "assigned", "in progress", "work in progress", "in review",
            "pending investigation",
            "escalated", "transferred", "offen", "geöffnet", "in bearbeitung", "in arbeit", "zugewiesen", "ouvert",
            "ouverte",
            "en cours", "en cours de traitement", "assigné", "abierto", "abierta", "en progreso", "en proceso",
            "en curso", "asignado", "aberto", "aberta", "em andamento", "em atendimento", "aperto", "aperta",
            "in lavorazione", "in corso", "assegnato", "in behandeling", "toegewezen", "オープン", "対応中", "処理中", "進行中",
        ],
        "pending": [
            "pending", "waiting", "awaiting reply", "awaiting customer", "waiting for customer", "waiting on customer",
            "waiting on contact", "pending customer", "awaiting user info", "pending customer response",
            "awaiting approval", "needs information", "wartend",
            "ausstehend", "wartet auf kunden", "en attente", "en attente du client", "pendiente", "esperando",
            "pendente", "aguardando", "aguardando cliente", "in attesa", "in afwachting", "wacht op klant", "保留",
            "返信待ち",
        ],
        "hold": [
            "hold", "on hold", "paused", "waiting on third party", "waiting for vendor", "awaiting deployment",
            "angehalten",
            "pausiert", "zurückgestellt", "en pause", "suspendu", "en espera", "em espera", "pausado", "in pausa",
            "sospeso", "in de wacht", "gepauzeerd", "保留中",
        ],
        "solved": [
            "solved", "resolved", "done", "fixed", "complete", "completed", "answered", "gelöst", "erledigt", "fertig",
            "behoben", "résolu", "résolue", "terminé", "terminée", "resuelto", "resuelta", "solucionado", "terminado",
            "resolvido", "resolvida", "concluído", "risolto", "risolta", "completato", "opgelost", "afgerond", "解決",
            "解決済み", "完了",
        ],
        "closed": [
            "closed", "canceled", "cancelled", "rejected", "won't do", "won't fix", "abandoned", "archived",
            "geschlossen",
            "abgeschlossen", "abgebrochen", "abgelehnt", "fermé", "fermée", "clos", "close", "annulé", "cerrado",
            "cerrada", "cancelado", "fechado", "fechada", "encerrado", "chiuso", "chiusa", "annullato", "gesloten",
            "geannuleerd", "クローズ", "終了", "キャンセル",
        ],
        "spam": ["spam", "junk", "スパム"],
        "deleted": [
            "deleted", "trashed", "gelöscht", "supprimé", "eliminado", "excluído", "eliminato", "verwijderd", "削除済み",
        ],
        "merged": [
            "merged", "duplicate", "zusammengeführt", "duplikat", "fusionné", "doublon", "fusionado", "duplicado",
        ],
    ])

    /// Ratings of answers.
    static let ratings: [String: String] = table([
        "good": [
            "good", "positive", "satisfied", "happy", "gut", "zufrieden", "positiv", "satisfait", "bien", "bueno",
            "bom",
        ],
        "bad": [
            "bad", "negative", "dissatisfied", "unsatisfied", "unhappy", "schlecht", "unzufrieden", "negativ",
            "insatisfait", "malo", "ruim",
        ],
        "": ["offered", "unoffered", "not offered", "not rated", "neutral"],
    ])

    /// Truth values.
    static let booleans: [String: String] = table([
        "true": [
            "true", "yes", "y", "1", "ja", "j", "oui", "o", "sí", "si", "s", "sim", "vero", "x", "t", "wahr", "vrai",
            "はい",
        ],
        "false": ["false", "no", "n", "0", "nein", "non", "não", "nao", "falso", "nee", "f", "falsch", "faux", "いいえ"],
    ])

    /// What an action is about.
    static let itemKinds: [String: String] = table([
        "ticket": ["ticket", "tickets", "case", "issue"], "interview": ["interview", "interviews", "call"],
        "feedback": ["feedback", "survey", "response", "nps"],
    ])

    private static func table(_ words: [String: [String]]) -> [String: String] {
        var meanings: [String: String] = [:]
        for (meaning, words) in words { for word in words { meanings[word] = meaning } }
        return meanings
    }
}
