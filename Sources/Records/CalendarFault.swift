/// What is wrong with a component, before it is known where it stands.
struct CalendarFault: Error {
    var column: CalendarColumn?
    var rule: Fault.Rule

    init(_ rule: Fault.Rule, in column: CalendarColumn? = nil) {
        self.rule = rule
        self.column = column
    }
}
