import Foundation

extension Timetable {
    /// Units of systemd, by the names of their files.
    var units: [(name: String, text: String)] {
        let server = usesPrivateServer ? [("earshot-db.service", serverUnit)] : []
        return server + [("earshot.service", serviceUnit), ("earshot.timer", timerUnit)]
    }

    /// Our own server, which is to outlive the runs.
    private var serverUnit: String {
        """
        [Unit]
        Description=earshot: its own PostgreSQL

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        User=\(NSUserName())
        \(assignments)ExecStart=\(Self.word(program)) db start
        ExecStop=\(Self.word(program)) db stop

        """
    }

    private var serviceUnit: String {
        let server = usesPrivateServer ? "Requires=earshot-db.service\nAfter=earshot-db.service\n" : ""
        let options = arguments.map { " " + Self.word($0) }.joined()
        return """
            [Unit]
            Description=earshot: load, compute, publish
            Wants=network-online.target
            After=network-online.target postgresql.service
            \(server)# Have somebody told when it fails: OnFailure=mail@%n.service
            StartLimitIntervalSec=6h
            StartLimitBurst=4

            [Service]
            Type=exec
            User=\(NSUserName())
            WorkingDirectory=\(Self.escaped(folder))
            \(assignments)ExecStart=\(Self.word(program)) run\(options)
            # 75: somebody else is at it, or it is worth a retry.
            RestartForceExitStatus=75
            RestartSec=10min
            TimeoutStopSec=10
            \(hardening)
            """
    }

    private var timerUnit: String {
        """
        [Unit]
        Description=earshot: each night

        [Timer]
        OnCalendar=*-*-* \(Self.twoDigits(hour)):\(Self.twoDigits(minute)):00
        # A night that was slept through is made up for.
        Persistent=true

        [Install]
        WantedBy=timers.target

        """
    }

    /// What the run does not need is taken from it: it reads its files, writes to a few folders and talks to PostgreSQL.
    private var hardening: String {
        // Root reads and writes what belongs to others by capabilities alone, and starts its server as another user.
        let capabilities = geteuid() == 0 ? "" : "CapabilityBoundingSet=\n"
        return """
            UMask=0027
            NoNewPrivileges=yes
            \(capabilities)ProtectSystem=strict
            ProtectHome=read-only
            \(written.map { "ReadWritePaths=-\(Self.value($0))\n" }.joined())PrivateTmp=\(usesPrivateServer ? "no" : "yes")
            PrivateDevices=yes
            ProtectClock=yes
            ProtectControlGroups=yes
            ProtectHostname=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            SystemCallArchitectures=native

            """
    }

    private var assignments: String {
        environment.map { "Environment=\(Self.value("\($0.name)=\($0.value)"))\n" }.joined()
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A word of a command: `$` begins a variable there.
    private static func word(_ word: String) -> String { value(word.replacing("$", with: "$$")) }

    /// A value as units quote it.
    private static func value(_ text: String) -> String {
        if text.wholeMatch(of: /[A-Za-z0-9_\/.:@=+-]+/) != nil { return text }
        return "\"" + escaped(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// `%` begins a specifier.
    private static func escaped(_ text: String) -> String { text.replacing("%", with: "%%") }
}
