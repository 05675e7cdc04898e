/// What is wrong with one cell of a record: the canonical column and the rule it breaks.
struct CellFault: Error {
    let column: String
    let rule: Rejection.Rule
}
