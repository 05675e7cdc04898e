/// A customer's segment in the default scheme, and how the company treats it.
enum Segment: String, CaseIterable {
    case enterprise
    case midMarket = "mid-market"
    case small
    case freelance

    /// What sets a segment apart. Lists of numbers are evenly spaced quantiles, least first.
    struct Profile {
        let customers: Int
        /// Value of a contract in a year, in the customer's currency.
        let annualValue: [Double]
        /// Share of the customers lost in the year.
        let churn: Double
        let ticketsPerWeek: Double
        /// Minutes until the first answer, nights and weekends aside.
        let answer: [Double]
        /// Share of tickets that nobody ever answers.
        let unanswered: Double
        /// Weight among the segments when somebody decides whom to talk to.
        let attention: Int
        /// Share of items that lead to an action, and the days until it.
        let acted: Double
        let actionDays: [Double]
        /// Share of actions the customer is told about.
        let told: Double
        /// Scores out of ten.
        let score: [Double]
    }

    var profile: Profile {
        switch self {
        case .enterprise:
            Profile(
                customers: 60, annualValue: [38_000, 60_000, 85_000, 140_000, 320_000], churn: 0.03,
                ticketsPerWeek: 0.26, answer: [3, 12, 30, 70, 180, 700], unanswered: 0.02, attention: 50,
                acted: 0.78, actionDays: [1, 4, 8, 14, 24, 45], told: 0.75, score: [5, 7, 8, 9, 10])
        case .midMarket:
            Profile(
                customers: 240, annualValue: [4_800, 8_000, 12_000, 18_000, 36_000], churn: 0.06,
                ticketsPerWeek: 0.13, answer: [5, 40, 120, 330, 800, 2_400], unanswered: 0.06, attention: 36,
                acted: 0.52, actionDays: [2, 7, 14, 24, 38, 70], told: 0.5, score: [2, 6, 7, 8, 10])
        case .small:
            Profile(
                customers: 800, annualValue: [290, 480, 700, 1_100, 2_900], churn: 0.14,
                ticketsPerWeek: 0.055, answer: [30, 420, 1_500, 3_300, 7_000, 19_000], unanswered: 0.26, attention: 8,
                acted: 0.1, actionDays: [8, 20, 35, 60, 90, 140], told: 0.15, score: [0, 3, 5, 7, 10])
        case .freelance:
            Profile(
                customers: 100, annualValue: [90, 120, 180, 240, 480], churn: 0.1,
                ticketsPerWeek: 0.05, answer: [20, 240, 800, 1_900, 4_000, 11_000], unanswered: 0.14, attention: 6,
                acted: 0.2, actionDays: [4, 14, 25, 40, 60, 100], told: 0.25, score: [1, 5, 6, 8, 10])
        }
    }
}
