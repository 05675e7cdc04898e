/// What the private server is told when it starts, beside PostgreSQL's own defaults.
struct ServerConfiguration {
    /// Folder of the socket; made of characters that need no quoting.
    let socketFolder: String
    /// Whether a commit waits for the disk, and tables are kept tidy; off only in tests, whose databases live for seconds.
    let isDurable: Bool

    /// The text of `earshot.conf`, which `postgresql.conf` includes; `alter system` overrides it.
    ///
    /// Sizes suit a machine of two cores and 4 GB. The log shows neither statements nor their errors, since both quote
    /// the user's data: `log_min_messages = log` ranks above `error` in the server's order of severities.
    var text: String {
        """
        # Written by earshot at every start; to change a setting use `alter system`, which comes after this file.
        listen_addresses = ''
        port = \(Self.port)
        unix_socket_directories = '\(socketFolder)'
        unix_socket_permissions = 0700
        max_connections = 50
        shared_buffers = 512MB
        effective_cache_size = 2GB
        work_mem = 64MB
        temp_buffers = 64MB
        maintenance_work_mem = 256MB
        max_wal_size = 4GB
        checkpoint_timeout = 15min
        random_page_cost = 1.1
        jit = off
        client_connection_check_interval = 1s
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        log_line_prefix = '%m [%p] '
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_statement = none
        log_duration = off
        log_min_duration_statement = -1
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_checkpoints = off
        log_autovacuum_min_duration = -1
        fsync = \(isDurable ? "on" : "off")
        synchronous_commit = \(isDurable ? "on" : "off")
        full_page_writes = \(isDurable ? "on" : "off")
        autovacuum = \(isDurable ? "on" : "off")

        """
    }

    /// The text of `pg_hba.conf`: whoever reaches the socket is let in, and its folder has the mode 0700.
    static let access = """
        # type  database  user  method
        local   all       all   trust

        """

    /// Number in the name of the socket; nothing listens on a network.
    static let port = 5432
}
