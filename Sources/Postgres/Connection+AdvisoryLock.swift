extension Connection {
    /// Takes an advisory lock for the session, without waiting. It is held until unlocked or the session ends, over commit and rollback;
    /// taken twice, it must be unlocked twice. Not through a pooler that shares sessions.
    ///
    /// - Returns: whether it was free.
    public func tryAdvisoryLock(_ key: Int64) throws(PostgresError) -> Bool {
        try only(rows("select pg_try_advisory_lock(\(key))"))
    }

    /// Gives an advisory lock back.
    ///
    /// - Returns: whether this session held it.
    @discardableResult
    public func advisoryUnlock(_ key: Int64) throws(PostgresError) -> Bool {
        try only(rows("select pg_advisory_unlock(\(key))"))
    }

    /// The session that holds an advisory lock of this database; nil when it is free.
    public func advisoryLockHolder(_ key: Int64) throws(PostgresError) -> LockHolder? {
        let bits = UInt64(bitPattern: key)
        // pg_locks shows a key of 64 bits as its halves, with objsubid 1.
        let held = try rows(
            """
            select
                activity.pid,
                activity.usename as role,
                activity.application_name,
                activity.backend_start as connected_at,
                activity.state_change as state_changed_at
            from pg_locks as lock
            join pg_stat_activity as activity on activity.pid = lock.pid
            where
                lock.locktype = 'advisory'
                and lock.granted
                and lock.database = (select oid from pg_database where datname = current_database())
                and lock.classid = \(Int64(bits >> 32))::oid
                and lock.objid = \(Int64(bits & 0xFFFF_FFFF))::oid
                and lock.objsubid = 1
            """)
        return try held.first.map { row throws(PostgresError) in try LockHolder(row) }
    }

    private func only(_ rows: [Row]) throws(PostgresError) -> Bool {
        guard let row = rows.first else { throw PostgresError(.decoding, .notSent, "the server returned no row") }
        return try row[0]
    }
}
