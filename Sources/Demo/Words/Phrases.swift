/// Sentences for texts that belong to no theme in particular.
enum Phrases {
    static let greetings = ["Hello,", "Hi there,", "Guten Tag,", "Dear team,", "Moin,", "Bonjour,", "Hej,"]

    static let closings = [
        "Thanks!", "Please call back.", "Viele Grüße", "Third time I ask…", "Kind regards", "Merci d'avance",
        "- sent from the shop floor, sorry for typos",
    ]

    static let subjects = ["Question", "Help needed", "Quick one", "Re: your message", "(no subject)", "Follow-up"]

    static let requests = [
        "Could somebody have a look, please?", "How does this work?", "It worked until yesterday.",
        "We only use this on Saturdays, so it took a while to notice.",
    ]

    static let unwanted = [
        "SEO offer: 1st place guaranteed", "You have won", "Re: Re: invoice attached", "Loans, fast",
    ]

    static let praise = [
        "Runs without a hitch.", "Support was quick and kind.", "Best tool we have, honestly.", "Prima, weiter so!",
        "The new overview saves us an hour a week.",
    ]

    static let neutral = ["It's OK.", "Does what it should, mostly.", "Fine, but pricey for what it is.", "Geht so."]

    static let complaints = [
        "Nobody answers.", "We feel like a number, and a small one.", "Still waiting… two weeks now.",
        "Trop lent, trop cher.", "Promised \"next month\" since summer.",
    ]

    static let observations = [
        "Showed us how they close the till: pen, paper, then our app.",
        "Uses a spreadsheet beside our report, \"because I trust it\".",
        "Has never seen the help pages.",
        "Two of their people do nothing but reconcile.",
        "Would recommend us, but only to larger shops.",
        "Asked who reads the feedback form. We did not know.",
    ]

    static let settings = [
        "Visit on site.", "By video.", "Over coffee at the fair.", "At the counter, between customers.",
    ]

    static let refusals = [
        "too few customers need it", "the law does not allow it", "a partner offers it",
        "it would slow everybody's till",
    ]
}
