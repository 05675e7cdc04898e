import Foundation

/// What vendors and companies call the canonical columns, in English, German, French, Spanish, Portuguese, Italian,
/// Dutch and Japanese.
enum ColumnNames {
    /// The names of the canonical `column` of `kind`, folded, the likelier first.
    static func names(of column: String, in kind: Kind) -> [String] {
        let own = namesOfKinds[kind.name]?[column] ?? names[column] ?? []
        let nouns = nouns[kind.name] ?? []
        // What belongs to the record itself is also named with the record's noun: Ticket Status, interview_date.
        let compound = (compounds[column] ?? []).flatMap { core in nouns.map { $0 + core } }
        var met: Set<String> = []
        return ([column] + own + compound).map(folded).filter { met.insert($0).inserted }
    }

    /// Without case, accents, blanks and punctuation, as names differ from one vendor to the next; `#` is a number.
    static func folded(_ name: String) -> String {
        String(
            name.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
                .replacing("#", with: "number")
                .filter { $0.isLetter || $0.isNumber })
    }

    private static let nouns: [String: [String]] = [
        "tickets": ["ticket", "case", "issue", "request", "conversation", "incident"],
        "interviews": ["interview", "interaction", "call", "session", "conversation"],
        "meetings": ["meeting", "session"],
        "feedback": ["feedback", "survey", "response", "review"],
        "customers": ["customer", "account", "company", "organization", "client"],
        "segments": ["customer", "account", "company", "organization", "client"],
        "people": ["employee", "user", "staff", "person"],
        "actions": ["action"],
    ]

    private static let compounds: [String: [String]] = [
        "ticket_id": ["id", "no", "nr", "key", "reference"],
        "interview_id": ["id", "no", "nr", "key"],
        "meeting_id": ["id", "no", "nr"],
        "feedback_id": ["id", "no", "nr"],
        "created_at": ["date", "created", "createdat", "createddate", "createdtime", "created on", "opened"],
        "occurred_at": ["date", "time", "datetime", "start"],
        "held_at": ["date", "time", "start"],
        "received_at": ["date", "time", "created", "submitted at"],
        "updated_at": ["updated", "last updated"],
        "solved_at": ["solved", "resolved", "closed"],
        "status": ["status", "state"],
        "priority": ["priority"],
        "channel": ["channel"],
        "subject": ["subject", "title", "name"],
        "description": ["description", "body", "text"],
        "notes": ["notes", "summary", "transcript"],
        "kind": ["type"],
        "duration_minutes": ["duration minutes", "duration (minutes)", "duration in minutes", "length minutes"],
        "name": ["name"],
        "country": ["country"],
        "segment": ["segment", "tier", "type", "size", "plan"],
        "department": ["department"],
    ]

    private static let customer = [
        "customer id", "account id", "company id", "organization id", "organisation id", "client id", "org id",
        "customer number", "account number", "client number",
        "kunden-id", "kundennummer", "kunden-nr", "kundennr", "id client", "numéro client", "code client", "id cliente",
        "código de cliente", "número de cliente", "código do cliente", "codice cliente", "klant-id", "klantnummer",
        "顧客id", "顧客番号", "会社id",
    ]
    private static let customerAddress = [
        "customer email", "requester email", "contact email", "client email", "user email", "email address", "email",
        "e-mail", "e-mail-adresse", "kunden-e-mail", "kunden-mail", "adresse e-mail", "e-mail du client", "courriel",
        "correo electrónico", "correo del cliente", "correo", "e-mail do cliente", "e-mail cliente", "e-mailadres",
        "メールアドレス", "メール",
    ]
    private static let customerName = [
        "customer", "account", "account name", "company", "company name", "organization", "organisation",
        "organization name", "client", "client company", "kunde", "firma", "unternehmen", "organisation", "client",
        "société", "entreprise", "cliente", "empresa", "compañía", "azienda", "società", "klant", "bedrijf", "顧客",
        "顧客名",
        "会社", "会社名",
    ]

    private static let names: [String: [String]] = [
        "customer": customer + customerAddress + customerName,
        "email": [
            "email address", "work email", "e-mail", "e-mail-adresse", "mail", "adresse e-mail", "courriel",
            "correo electrónico", "correo", "e-mailadres", "メールアドレス",
        ],
        "department": [
            "team", "group", "queue", "assigned team", "assignment group", "abteilung", "gruppe", "bereich", "service",
            "département", "équipe", "groupe", "departamento", "equipo", "grupo", "equipe", "setor", "reparto",
            "dipartimento", "gruppo", "afdeling", "groep", "部署", "部門", "チーム",
        ],
        "priority": [
            "urgency", "severity", "priorität", "dringlichkeit", "priorité", "urgence", "prioridad", "prioridade",
            "priorità", "prioriteit", "優先度",
        ],
        "channel": [
            "via channel", "contact channel", "origin", "via", "source channel", "kanal", "canal", "canale", "kanaal",
            "チャネル", "経路",
        ],
        "themes": [
            "theme", "tags", "labels", "topics", "topic", "category", "categories", "issue type", "ticket type",
            "request type", "themen", "thema", "schlagwörter", "kategorie", "kategorien", "thèmes", "thème",
            "étiquettes", "catégorie", "temas", "tema", "etiquetas", "categoría", "categoria", "temi", "etichette",
            "thema's", "labels", "categorie", "タグ", "カテゴリ", "分類", "テーマ",
        ],
        "updated_at": [
            "updated", "last updated", "last updated at", "last modified date", "last modified", "modified",
            "last update time", "modified on", "updated on", "aktualisiert", "aktualisiert am", "geändert am",
            "zuletzt geändert", "letzte änderung", "mis à jour", "mis à jour le", "modifié le", "dernière modification",
            "actualizado", "actualizado el", "fecha de actualización", "última actualización", "atualizado em",
            "última atualização", "aggiornato", "aggiornato il", "ultima modifica", "bijgewerkt", "bijgewerkt op",
            "gewijzigd op", "更新日時", "更新日", "最終更新日時",
        ],
        "ticket_id": [
            "ticket number", "case number", "issue key", "incident number", "request number", "unique key",
            "ticketnummer", "ticket-nr", "ticketnr", "fallnummer", "vorgangsnummer", "vorgang", "anfragenummer",
            "numéro de ticket", "n° ticket", "n° de ticket", "id du ticket", "numéro de demande", "référence",
            "número de ticket", "nº de ticket", "id de ticket", "número de caso", "número do chamado", "chamado",
            "protocolo", "id do chamado", "numero ticket", "numero di ticket", "id ticket", "meldingsnummer",
            "チケット番号", "チケットid", "問い合わせ番号", "問合せ番号", "お問い合わせ番号", "案件番号", "number", "nummer", "numéro", "número",
            "numero", "key", "id",
        ],
        "created_at": [
            "created", "created date", "created time", "created on", "create date", "creation date", "date created",
            "opened at", "opened", "opened on", "open date", "date opened", "opened date", "submitted at",
            "submitted on", "date submitted", "reported at", "received", "erstellt", "erstellt am", "angelegt am",
            "eröffnet", "eröffnet am", "eingang", "eingegangen am", "erstellungsdatum", "créé", "créé le",
            "date de création", "ouvert le", "date d'ouverture", "creado", "creado el", "fecha de creación",
            "abierto el",
            "fecha de apertura", "criado em", "data de criação", "aberto em", "data de abertura", "creato", "creato il",
            "data di creazione", "data creazione", "data di apertura", "aperto il", "aangemaakt", "aangemaakt op",
            "aanmaakdatum", "gemaakt op", "geopend op", "作成日時", "作成日", "受付日時", "受付日", "登録日時", "date", "datum",
            "fecha", "data", "日付", "日時",
        ],
        "first_response_at": [
            "first response", "first response date", "first reply at", "first replied at", "first response on",
            "initial response time", "first responded at", "erste antwort", "erste antwort am", "erstantwort",
            "erstantwort am", "première réponse", "première réponse le", "primera respuesta",
            "fecha de primera respuesta",
            "primeira resposta", "primeira resposta em", "prima risposta", "prima risposta il", "eerste reactie",
            "eerste reactie op", "初回返信日時", "初回応答日時", "一次回答日時",
        ],
        "solved_at": [
            "solved", "solved on", "resolved at", "resolved", "resolved date", "resolved on", "resolved time",
            "resolution date", "date resolved", "closed at", "closed", "closed date", "closed on", "close date",
            "date closed", "gelöst am", "gelöst", "erledigt am", "geschlossen am", "abgeschlossen am", "lösungsdatum",
            "résolu le", "date de résolution", "clos le", "fermé le", "date de clôture", "resuelto el", "resuelto",
            "fecha de resolución", "cerrado el", "fecha de cierre", "resolvido em", "data de resolução", "fechado em",
            "data de fechamento", "risolto il", "data di risoluzione", "chiuso il", "data di chiusura", "opgelost op",
            "opgelost", "gesloten op", "解決日時", "解決日", "完了日時", "完了日", "クローズ日時",
        ],
        "status": [
            "state", "current status", "current state", "zustand", "statut", "état", "estado", "situação", "stato",
            "ステータス", "状態", "状況",
        ],
        "assignee": [
            "agent", "assigned to", "assigned agent", "agent assigned", "owner", "agent name", "support agent",
            "bearbeiter", "zugewiesen an", "zuständig", "agent assigné", "assigné à", "responsable", "agente",
            "asignado a", "atribuído a", "responsável", "assegnato a", "operatore", "toegewezen aan", "behandelaar",
            "担当者", "担当",
        ],
        "subject": [
            "summary", "title", "short description", "betreff", "titel", "zusammenfassung", "objet", "sujet", "titre",
            "asunto", "título", "assunto", "oggetto", "titolo", "onderwerp", "件名", "タイトル",
        ],
        "description": [
            "body", "request", "message", "beschreibung", "nachricht", "anfrage", "description", "message",
            "descripción", "mensaje", "descrição", "mensagem", "descrizione", "messaggio", "omschrijving", "bericht",
            "内容", "説明", "問い合わせ内容",
        ],
        "csat": [
            "satisfaction", "satisfaction score", "satisfaction rating", "rating", "zufriedenheit", "bewertung",
            "satisfacción", "satisfação", "soddisfazione", "tevredenheid", "満足度",
        ],
        "interview_id": ["id", "key", "uid", "nummer", "numéro", "número", "numero"],
        "occurred_at": [
            "held at", "held on", "scheduled datetime", "start", "start time", "started at", "starts at", "when",
            "date",
            "datum", "gesprächsdatum", "termin", "beginn", "datum und uhrzeit", "date et heure", "début",
            "date de l'entretien",
            "fecha", "fecha de la entrevista", "inicio", "data", "data da entrevista", "início", "data dell'intervista",
            "inizio", "datum interview", "begin", "日時", "日付", "実施日", "面談日", "開始",
        ],
        "ended_at": ["end", "end time", "ends at", "ende", "fin", "fine", "fim", "einde", "終了"],
        "participants": [
            "attendees", "interviewer", "interviewers", "interviewer name", "interviewed by", "our side", "host",
            "teilnehmer", "interviewt von", "gesprächspartner intern", "participants", "intervieweur", "animateur",
            "participantes", "entrevistador", "entrevistadores", "partecipanti", "intervistatore", "deelnemers",
            "interviewers", "参加者", "インタビュアー", "担当者",
        ],
        "notes": [
            "key insights", "insights", "observations", "transcript", "questions and answers", "notizen", "protokoll",
            "erkenntnisse", "compte rendu", "notas", "observaciones", "observações", "appunti", "note", "notities",
            "メモ", "議事録", "所見",
        ],
        "kind": ["format", "art", "typ", "type", "tipo", "soort", "種類"],
        "meeting_id": ["id", "uid", "key"],
        "series": ["meeting series", "recurring meeting", "serie", "série"],
        "invited": [
            "invitees", "invited people", "eingeladen", "eingeladene", "invités", "invitados", "convidados", "invitati",
            "genodigden",
        ],
        "attendees": [
            "participants", "attended", "present", "teilnehmer", "anwesend", "présents", "asistentes", "presentes",
            "presenti", "aanwezigen", "出席者",
        ],
        "held_at": [
            "held on", "start", "start time", "date", "datum", "beginn", "début", "fecha", "data", "inicio", "日時", "日付",
        ],
        "guest_minutes": ["minutes with guest", "customer minutes"],
        "feedback_id": ["survey id", "response id", "respondent id", "review id", "antwort-id", "id", "nummer"],
        "received_at": [
            "responded at", "response date", "completed at", "completion date", "rated at", "submitted at",
            "submitted on",
            "date submitted", "survey date", "review date", "date", "created at", "created", "recorded date", "datum",
            "eingegangen am", "beantwortet am", "date de réponse", "reçu le", "fecha de respuesta", "fecha",
            "data da resposta",
            "data", "data di risposta", "ontvangen op", "回答日時", "回答日", "日付",
        ],
        "score": [
            "rating", "nps", "nps score", "stars", "csat score", "punktzahl", "bewertung", "note nps", "puntuación",
            "nota", "punteggio", "スコア", "評価",
        ],
        "score_max": ["max score", "maximum score", "scale", "out of"],
        "text": [
            "comment", "comments", "feedback", "review", "verbatim", "feedback text", "answer", "kommentar",
            "kommentare",
            "rückmeldung", "commentaire", "commentaires", "comentario", "comentarios", "comentário", "commento",
            "opmerking",
            "opmerkingen", "コメント", "ご意見", "自由回答",
        ],
        "aliases": ["external id", "external ids", "crm id", "other names"],
        "email_domains": [
            "domain", "domains", "email domain", "website", "web site", "company domain", "domäne", "domaine",
            "dominio", "domínio", "domein", "ドメイン",
        ],
        "emails": ["contact email", "primary contact email", "contact emails", "email", "email address"],
        "annual_value": [
            "arr", "arr amount", "arr value", "acv", "annual contract value", "annual recurring revenue",
            "jahreswert", "jahresvertragswert", "jährlicher vertragswert", "valeur annuelle", "valor anual",
            "valore annuo", "jaarwaarde",
            "年間契約額",
        ],
        "currency": ["currency code", "währung", "devise", "moneda", "moeda", "valuta", "通貨"],
        "customer_since": [
            "signup date", "sign up date", "signed up at", "contract start", "contract start date", "start date",
            "kunde seit", "vertragsbeginn", "client depuis", "date de début de contrat", "cliente desde",
            "fecha de alta", "início do contrato", "cliente dal", "inizio contratto", "klant sinds", "契約開始日", "契約日",
        ],
        "churned_at": [
            "churn date", "churned on", "cancelled at", "canceled at", "cancellation date", "contract end",
            "gekündigt am", "kündigungsdatum", "vertragsende", "date de résiliation", "fecha de baja",
            "data de cancelamento", "data di disdetta", "opgezegd op", "解約日",
        ],
        "country": ["country code", "land", "pays", "país", "paese", "国"],
        "segment": [
            "plan", "plan tier", "tier", "customer segment", "company size", "size category", "size", "customer type",
            "account tier", "subscription tier", "contract", "persona", "industry", "sector", "segmento", "größe",
            "tarif",
            "taille", "tamaño", "branche", "secteur", "tamanho", "porte", "plano", "dimensione", "settore", "grootte",
            "セグメント",
            "プラン", "業種",
        ],
        "scheme": ["segmentation", "segment type"],
        "valid_from": [
            "effective from", "from date", "since", "gültig ab", "gültig von", "valable à partir du", "válido desde",
            "valido dal", "geldig vanaf",
        ],
        "valid_to": [
            "effective to", "until", "gültig bis", "valable jusqu'au", "válido hasta", "valido al", "geldig tot",
        ],
        "title": [
            "job title", "position", "role", "stelle", "funktion", "poste", "fonction", "puesto", "cargo", "ruolo",
            "functie", "役職",
        ],
        "is_leader": [
            "leader", "is manager", "leadership", "führungskraft", "dirigeant", "directivo", "líder", "dirigente",
            "leidinggevende",
        ],
        "employed_from": [
            "hire date", "hired at", "start date", "joined", "eintritt", "eintrittsdatum", "date d'embauche",
            "fecha de ingreso", "data de admissão", "data di assunzione", "in dienst", "入社日",
        ],
        "employed_to": [
            "termination date", "leave date", "left", "austritt", "austrittsdatum", "date de départ", "fecha de salida",
            "data de demissão", "uit dienst", "退職日",
        ],
        "item_kind": ["item type", "record type"],
        "item_id": ["record id", "ticket id", "item"],
        "item_source": ["record source"],
        "acted_at": ["action date", "done at", "done on", "decided at", "decided on", "shipped at", "date"],
        "action_kind": ["action type", "outcome", "decision"],
        "action_id": ["id"],
        "told_at": ["customer told", "customer informed", "customer told at", "informed on", "kunde informiert am"],
    ]

    /// Names that mean another column in another kind.
    private static let namesOfKinds: [String: [String: [String]]] = [
        "customers": [
            "customer_id": customer + ["id", "code", "account number"],
            "name": [
                "company name", "account name", "customer name", "organization name", "company", "firma", "name",
                "unternehmen", "société", "raison sociale", "nom", "nombre", "razón social", "empresa", "nome",
                "ragione sociale", "bedrijfsnaam", "naam", "会社名", "顧客名", "account", "organization",
            ],
        ],
        "segments": ["customer_id": customer + ["account", "customer", "id"]],
        "people": ["name": ["full name", "display name", "nom", "nombre", "nome", "naam", "氏名", "名前"]],
        "actions": ["title": ["summary", "what we did", "description"]],
        "interviews": ["title": ["topic of the talk", "subject", "titel", "titre", "título", "titolo", "タイトル"]],
    ]
}
