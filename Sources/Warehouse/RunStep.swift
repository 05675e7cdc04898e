/// What a run is at.
public struct RunStep: Hashable, Sendable {
    /// The three things that a run does, one after another.
    public enum Stage: String, Encodable, Sendable, CaseIterable {
        case load, compute, publish
    }

    /// Which of them.
    public let stage: Stage
    /// The file or the week, safe to print; empty: none yet.
    public let unit: String
    /// Its place in the stage, from 1; 0: none yet.
    public let number: Int
    /// Files or weeks of the stage.
    public let count: Int

    /// A step of a stage.
    public init(_ stage: Stage, unit: String = "", number: Int = 0, of count: Int = 0) {
        self.stage = stage
        self.unit = unit
        self.number = number
        self.count = count
    }
}
