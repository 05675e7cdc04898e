extension UnmatchedReference {
    /// Why a reference resolves to nobody, as `core.unmatched` tells it.
    public enum Reason: String, Encodable, Sendable, CaseIterable {
        case empty, pending, shared, absent, number
        case ownDomain = "own_domain"
        case noneLoaded = "none_loaded"
        case publicMailDomain = "public_mail_domain"
        case similarName = "similar_name"
        case unknownDomain = "unknown_domain"
        case addressInText = "address_in_text"
        case unknownID = "unknown_id"
        case unknownName = "unknown_name"
        case otherAddress = "other_address"
        case notRegistered = "not_registered"
        case customerAddress = "customer_address"
        case unknownAddress = "unknown_address"
    }

    /// The reason in words, the end of a sentence that the reference begins.
    public var explanation: String {
        switch (reason, subject) {
        case (.empty, _): "names no customer"
        case (.pending, _): "resolves to \(named) with the next load or compute"
        case (.ownDomain, _): "is an address of our own (own_domains), never a customer's"
        case (.noneLoaded, .customer): "cannot be resolved: no customers are loaded"
        case (.noneLoaded, .person): "cannot be resolved: no people are loaded"
        case (.shared, _): "is shared by \(named), so it means none of them"
        case (.absent, _): "is \(named), whom the newest complete delivery no longer holds"
        case (.number, _): "looks like an id that became a decimal number"
        case (.publicMailDomain, _): "is at a public mail provider, which tells nothing about the customer"
        case (.similarName, .customer): "is nearly an id, a name or an alias of \(named)"
        case (.similarName, .person): "is nearly the name of \(named)"
        case (.unknownDomain, _): "has a domain that no customer has"
        case (.addressInText, _): "holds an address among other text"
        case (.unknownID, .customer): "looks like an id of another system, an alias of no customer"
        case (.unknownID, .person): "looks like an id of another system, an alias of nobody"
        case (.unknownName, .customer): "is no id, alias or name of a customer"
        case (.unknownName, .person): "is no address or alias of anybody"
        case (.otherAddress, _): "may be another address of \(named)"
        case (.notRegistered, _): "is an address of our own that is not among the people"
        case (.customerAddress, _): "is an address of customer \(named)"
        case (.unknownAddress, _): "is an address of nobody known"
        }
    }

    /// What to do about it: a command, or a column to fill.
    public var fix: String {
        switch (reason, subject) {
        case (.empty, _):
            "Name the column of the customer in a mapping (`earshot mappings check FILE --kind \(kind)`), or fill it in the "
                + "source."
        case (.pending, _): "Run `earshot compute`."
        case (.ownDomain, _):
            "Nothing where colleagues wrote it; otherwise take the domain out of own_domains (earshot.yaml, or `earshot "
                + "settings set own_domains`)."
        case (.noneLoaded, .customer): "Run `earshot load customers FILE`."
        case (.noneLoaded, .person): "Run `earshot load people FILE`."
        case (.shared, .customer): "Leave it to one of them in the customers file; \(loadAgain)"
        case (.shared, .person): "Leave the alias to one of them in the people file; \(loadAgain)"
        case (.absent, .customer):
            "Add it to `aliases` of the customer that took over, or deliver \(named) again; \(loadAgain)"
        case (.absent, .person): "Deliver \(named) again, with `employed_to` for who has left; \(loadAgain)"
        case (.number, _): "Export the column as text and load that file."
        case (.publicMailDomain, _): "Add the address to `emails` of its customer; \(loadAgain)"
        case (.similarName, _), (.otherAddress, _):
            "Add it to `aliases` of \(candidates.first ?? "its owner"); \(loadAgain)"
        case (.unknownDomain, _): "Add the domain to `email_domains` of its customer; \(loadAgain)"
        case (.addressInText, _):
            "Name a column in a mapping that holds the address alone (`earshot mappings check FILE`)."
        case (.unknownID, _): "Add it to `aliases` of its owner; \(loadAgain)"
        case (.unknownName, .customer): "Add it to `aliases` of its customer, or add the customer; \(loadAgain)"
        case (.unknownName, .person): "Add it to `aliases` of the person, or add the person; \(loadAgain)"
        case (.notRegistered, _): "Add a row for it to the people file; \(loadAgain)"
        case (.customerAddress, _):
            "Nothing where guests are listed; a mapping leaves them out by `addresses: own_domains`."
        case (.unknownAddress, _): "Add one of us to the people file, a guest to `emails` of the customer; \(loadAgain)"
        }
    }

    private var loadAgain: String {
        "then `earshot load \(subject == .customer ? "customers" : "people") FILE`."
    }

    private var named: String {
        switch candidates.count {
        case 0: "somebody"
        case 1: candidates[0]
        case 2, 3: candidates.dropLast().joined(separator: ", ") + " and " + candidates[candidates.count - 1]
        default: "\(candidates[0]), \(candidates[1]) and \(candidates.count - 2) others"
        }
    }
}
