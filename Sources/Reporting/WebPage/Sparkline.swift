/// A line through the weeks of a figure, in a drawing 200 wide and 40 high.
struct Sparkline {
    /// The line, broken where a week has no value.
    let path: String
    /// The newest value.
    let lastX, lastY: String
    /// Height of the line of the target; nil: there is none.
    let targetY: String?

    /// - Returns: nil where fewer than two weeks have a value.
    init?(_ moments: [History.Moment], target: Double?) {
        let known = moments.compactMap { moment in moment.value.map { (place: moment.place, value: $0) } }
        guard known.count > 1, let last = known.last else { return nil }
        let values = known.map(\.value) + (target.map { [$0] } ?? [])
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        func x(_ place: Int) -> String { WebPage.coordinate(4 + 192 * Double(place) / Double(History.length - 1)) }
        func y(_ value: Double) -> String {
            WebPage.coordinate(high > low ? 36 - 32 * (value - low) / (high - low) : 20)
        }
        var path = ""
        var before: Int?
        for (place, value) in known {
            path += "\(before == place - 1 ? "L" : "M")\(x(place)) \(y(value))"
            before = place
        }
        self.path = path
        lastX = x(last.place)
        lastY = y(last.value)
        targetY = target.map(y)
    }
}
