extension Timetable {
    /// Lines for `crontab`.
    var crontab: String {
        """
        # earshot: a run each night, and a look each morning at what is late. On success both are silent, so cron mails only
        # what somebody must act on. Add these lines to those you have:  (crontab -l; earshot crontab) | crontab -
        # and name whoever is to read the mail:
        # MAILTO=you@example.org
        SHELL=/bin/sh
        \(minute) \(hour) * * * \(Self.escaped(command("run")))
        30 7 * * * \(Self.escaped(command("status --check")))

        """
    }

    private func command(_ words: String) -> String {
        let variables = environment.map { "\($0.name)=\(Self.quoted($0.value)) " }.joined()
        let options = arguments.map { " " + Self.quoted($0) }.joined()
        return "cd \(Self.quoted(folder)) && \(variables)\(Self.quoted(program)) \(words)\(options)"
    }

    /// A word of the shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.wholeMatch(of: /[A-Za-z0-9_\/.:@=+-]+/) != nil
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }

    /// cron ends a command at the first `%` that has no backslash before it.
    private static func escaped(_ line: String) -> String { line.replacing("%", with: "\\%") }
}
