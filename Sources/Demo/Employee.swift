/// Somebody who works or worked for the company.
struct Employee {
    let email: String
    let name: String
    let aliases: [String]
    /// Department until the reorganisation, and from it on.
    let department: (old: Department, new: Department)
    let title: String
    let isLeader: Bool
    let employedFrom: Day
    let employedTo: Day?

    func works(on day: Day) -> Bool {
        employedFrom <= day && employedTo.map { day < $0 } ?? true
    }

    func department(on day: Day, in year: Year) -> Department {
        day < year.reorganisedOn ? department.old : department.new
    }

    /// The rows of this person's history: one, or two when the reorganisation changed the department or its name.
    func history(in year: Year) -> [Appointment] {
        let first = Appointment(employee: self, department: department.old.oldName, validFrom: nil)
        let second = Appointment(employee: self, department: department.new.newName, validFrom: year.reorganisedOn)
        if works(on: year.reorganisedOn), first.department != second.department { return [first, second] }
        return [works(on: year.reorganisedOn) ? Appointment(second, validFrom: nil) : first]
    }
}

/// One row of a person's history.
struct Appointment: CSVRecord {
    let employee: Employee
    let department: String
    let validFrom: Day?

    init(employee: Employee, department: String, validFrom: Day?) {
        self.employee = employee
        self.department = department
        self.validFrom = validFrom
    }

    init(_ other: Appointment, validFrom: Day?) {
        self.init(employee: other.employee, department: other.department, validFrom: validFrom)
    }

    static let columns = [
        "email", "name", "aliases", "department", "title", "is_leader", "employed_from", "employed_to", "valid_from",
    ]

    var cells: [String] {
        [
            employee.email, employee.name, employee.aliases.cell, department, employee.title,
            String(employee.isLeader), employee.employedFrom.description, employee.employedTo.cell, validFrom.cell,
        ]
    }
}
