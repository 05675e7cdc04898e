/// Everybody who worked for the company in the year.
struct Staff {
    let year: Year
    let employees: [Employee]

    init(year: Year, seed: UInt64) {
        var random = SplitMix64(seed: seed, stream: "staff")
        var taken: Set<String> = []
        self.year = year
        employees = Department.allCases.flatMap { department in
            (0..<department.size.people).map { rank in
                Self.hire(into: department, rank: rank, year: year, taken: &taken, using: &random)
            }
        }
    }

    /// The two leaders who keep talking to customers when the others stop: one of support, one of product.
    var loyalLeaders: Set<String> {
        let leaders = employees.filter { $0.isLeader }
        return Set(
            [Department.support, .product].compactMap { home in leaders.first { $0.department.old == home }?.email })
    }

    func leaders(on day: Day) -> [Employee] {
        employees.filter { $0.isLeader && $0.works(on: day) }
    }

    func members(of department: Department, on day: Day) -> [Employee] {
        employees.filter { $0.works(on: day) && $0.department(on: day, in: year) == department }
    }

    /// The history of everybody, as the rows of `people.csv`.
    var appointments: [Appointment] {
        employees.flatMap { $0.history(in: year) }
    }

    private static func hire(
        into department: Department, rank: Int, year: Year, taken: inout Set<String>, using random: inout SplitMix64
    ) -> Employee {
        let isLeader = rank < department.size.leaders
        let (name, mailbox) = newName(taken: &taken, using: &random)
        // Leaders stay the whole year, so that their silence is their own, and so does one more of each department;
        // of the others one in six comes or goes.
        let isSettled = rank <= department.size.leaders
        let joined = !isSettled && random.chance(0.1) ? random.below(300) : -60 - random.below(2_000)
        let left = !isSettled && joined < 0 && random.chance(0.07) ? year.start + 60 + random.below(300) : nil
        return Employee(
            email: "\(mailbox)@\(DemoCompany.ownDomain)", name: name,
            aliases: random.chance(0.15) ? ["\(mailbox)@\(DemoCompany.formerDomain)"] : [],
            department: (department, newDepartment(of: department, rank: rank)),
            title: isLeader ? leaderTitle(department, rank: rank) : random.pick(["Specialist", "Senior", "Associate"]),
            isLeader: isLeader, employedFrom: year.start + joined, employedTo: left)
    }

    /// The reorganisation hands the last six people of support to operations and one of sales to marketing.
    private static func newDepartment(of department: Department, rank: Int) -> Department {
        switch department {
        case .support where rank >= department.size.people - 6: .operations
        case .sales where rank == department.size.people - 1: .marketing
        default: department
        }
    }

    private static func leaderTitle(_ department: Department, rank: Int) -> String {
        if department == .operations && rank == 0 { return "Chief Executive" }
        return rank == 0 ? "Head of \(department.oldName)" : "Team Lead, \(department.oldName)"
    }

    private static func newName(
        taken: inout Set<String>, using random: inout SplitMix64
    ) -> (name: String, mailbox: String) {
        while true {
            let (first, last) = (random.pick(Names.first), random.pick(Names.last))
            let mailbox = "\(Names.address(of: first)).\(Names.address(of: last))"
            if taken.insert(mailbox).inserted { return ("\(first) \(last)", mailbox) }
        }
    }
}
