/// A department of the company, by what it does; its name may change with the reorganisation.
enum Department: CaseIterable {
    case support, engineering, product, sales, marketing, finance, operations

    /// People on the day the oldest week begins, those hired later included; leaders among them.
    var size: (people: Int, leaders: Int) {
        switch self {
        case .support: (24, 2)
        case .engineering: (26, 3)
        case .product: (10, 2)
        case .sales: (12, 2)
        case .marketing: (6, 1)
        case .finance: (6, 1)
        case .operations: (7, 2)
        }
    }

    /// The name before the reorganisation.
    var oldName: String {
        switch self {
        case .support: "Support"
        case .engineering: "Engineering"
        case .product: "Product"
        case .sales: "Sales"
        case .marketing: "Marketing"
        case .finance: "Finance"
        case .operations: "Operations"
        }
    }

    /// The name after the reorganisation.
    var newName: String {
        switch self {
        case .marketing: "Growth"
        case .operations: "Customer Operations"
        default: oldName
        }
    }

    func name(on day: Day, in year: Year) -> String {
        day < year.reorganisedOn ? oldName : newName
    }
}
