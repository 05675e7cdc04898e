import Records
import Reporting

extension UnlinkedRecords {
    /// How many there are, why that may be, and what to do, for people.
    var line: String {
        switch kind {
        case .segments:
            """
            \(unlinked) of \(total) customers in segments (\(EscapedText(group))) have no such customer_id in customers, \
            so their segment counts for nobody. Write that id instead of a name; Next: earshot load segments FILE --replace
            """
        case .actions:
            """
            \(unlinked) of \(total) actions (\(EscapedText(group))) name no ticket, interview or feedback that was loaded, \
            and count for nothing. Load these, or correct item_kind, item_id and item_source; \
            Next: earshot load actions FILE --replace
            """
        }
    }
}
