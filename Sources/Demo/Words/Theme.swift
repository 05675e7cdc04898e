/// What customers write about: its name, how often it comes up, whose it is, and how they put it.
struct Theme {
    let name: String
    let weight: Int
    let department: Department
    let subjects: [String]
    let words: [String]

    /// The theme that breaks out in the newest week; before that hardly anybody names it.
    static let outbreak = Theme(
        name: "payout-delay", weight: 0, department: .finance,
        subjects: ["Payout still not here", "Where is our money?", "Payout late again, 4 days now"],
        words: [
            "The payout of last week has not reached our account.",
            "Your page says \"paid out\", our bank says otherwise.",
            "We have to pay wages on Friday and the money is missing.",
        ])

    static let everyday = [
        Theme(
            name: "invoices", weight: 18, department: .finance,
            subjects: ["Invoice shows the wrong VAT", "Need a corrected invoice", "Invoice sent twice"],
            words: [
                "The invoice lists 19 % instead of 7 %.", "Our accountant cannot accept it without the VAT number.",
            ]),
        Theme(
            name: "onboarding", weight: 14, department: .operations,
            subjects: ["Stuck at identity check", "How do we invite our team?", "First steps unclear"],
            words: ["We are at step 3 of 5 and nothing moves.", "Nobody told us which documents you need."]),
        Theme(
            name: "card-terminal", weight: 13, department: .support,
            subjects: ["Terminal loses connection", "Terminal offline at the till", "Receipt printer silent"],
            words: ["It drops the Wi-Fi twice a day, always with a queue.", "After the update it restarts by itself."]),
        Theme(
            name: "login", weight: 11, department: .engineering,
            subjects: ["Cannot log in", "Second factor never arrives", "Locked out since this morning"],
            words: ["The code comes after ten minutes, when it has expired.", "The reset link says \"invalid\"."]),
        Theme(
            name: "reporting", weight: 10, department: .product,
            subjects: [
                "Monthly report is missing days", "Export for the tax office", "Figures differ from the bank's",
            ],
            words: ["The report stops on the 28th.", "We add it up by hand every month; a sum per shop would do."]),
        Theme(
            name: "integrations", weight: 9, department: .engineering,
            subjects: ["Webhook called twice", "Shop plugin broken after update", "Sync with bookkeeping stopped"],
            words: ["Orders appear twice in our shop.", "The plugin asks for a key that the page no longer shows."]),
        Theme(
            name: "pricing", weight: 8, department: .sales,
            subjects: ["Fees went up?", "Question about our plan", "Cheaper plan for quiet months"],
            words: ["We pay more for the plan than we take in January.", "Which of the 3 plans fits 40 sales a week?"]),
        Theme(
            name: "mobile-app", weight: 8, department: .product,
            subjects: ["App closes when I scan", "App in dark mode unreadable", "App: refund button gone"],
            words: [
                "Since the last version it closes after each scan.",
                "On the small phone the button lies off the screen.",
            ]),
        Theme(
            name: "api", weight: 6, department: .engineering,
            subjects: ["429 on the orders endpoint", "Documentation of refunds API", "Timeouts at noon"],
            words: ["We send 5 calls a second and get 429.", "The example in the docs returns \"unknown field\"."]),
        Theme(
            name: "refunds", weight: 7, department: .support,
            subjects: ["Refund not possible", "Partial refund", "Refund shows as a sale"],
            words: ["The button is grey for sales older than a week.", "A customer waits for 12,50 € and calls daily."]),
        Theme(
            name: "contract", weight: 4, department: .sales,
            subjects: ["Change of company name", "Notice period", "Add a second location"],
            words: ["We are a GmbH now, please change the contract.", "We open a second shop in spring."]),
    ]

    static let weighted = everyday.map { ($0, $0.weight) }
}
