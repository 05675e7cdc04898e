import Intake
import Testing

/// Every kind from a canonical file with all its columns, in an order of the file's own.
@Suite struct KindTests {
    private let dock: LoadingDock

    init() throws {
        dock = try LoadingDock()
    }

    @Test func thereAreEight() {
        #expect(
            Kind.all.map(\.name).sorted() == [
                "actions", "customers", "feedback", "interviews", "meetings", "people", "segments", "tickets",
            ])
        #expect(Kind(named: "ticket") == nil)
    }

    @Test func peopleAreKnownByTheirAddress() throws {
        let summary = try dock.load(
            "people",
            """
            name,email,aliases,department,title,is_leader,employed_from,employed_to,valid_from
            Ada,ADA@Ours.example, al ; U1 ,Support,Lead,true,2020-01-01,2027-01-01,2021-01-01
            """)
        #expect(summary.counts == "1 read, 1 loaded")
        #expect(try dock.rows("select email, is_absent, source from core.person") == ["ada@ours.example,f,default"])
        #expect(
            try dock.rows(
                """
                select name, aliases, department, title, is_leader, employed_from, employed_to, valid_from, valid_to
                from core.person_history
                """) == [
                    "Ada,\"{al,U1}\",Support,Lead,t,\"2020-01-01 00:00:00+00\",\"2027-01-01 00:00:00+00\",-infinity,infinity"
                ])
        #expect(
            try dock.rows("select handle, rule from core.person_handle order by handle") == [
                "ada@ours.example,email", "al,alias", "u1,alias",
            ])
    }

    @Test func customersHaveHandlesAndAValue() throws {
        let summary = try dock.load(
            "customers",
            """
            customer_id,name,aliases,emails,email_domains,annual_value,currency,customer_since,churned_at,country
            C1,One Ltd,sf-1;One,Boss@One.example,one.example,1200.50,EUR,2024-01-01,2026-01-01T12:00:00Z,FR
            """)
        #expect(summary.counts == "1 read, 1 loaded")
        #expect(
            try dock.rows("select customer_id, name, country, customer_since, churned_at from core.customer") == [
                "C1,\"One Ltd\",FR,\"2024-01-01 00:00:00+00\",\"2026-01-01 12:00:00+00\""
            ])
        #expect(try dock.rows("select * from core.customer_value") == ["C1,-infinity,infinity,1200.50,EUR"])
        #expect(
            try dock.rows("select handle, rule from core.customer_handle order by handle") == [
                "boss@one.example,contact", "c1,id", "one,alias", "\"one ltd\",name", "one.example,domain",
                "sf-1,alias",
            ])
    }

    @Test func segmentsHoldFromUntil() throws {
        let summary = try dock.load(
            "segments",
            """
            customer_id,scheme,segment,valid_from,valid_to
            C1,,small,,2025-01-01
            C1,,large,2025-01-01,
            C1,region,north,2024-01-01,2024-06-01
            """)
        #expect(summary.counts == "3 read, 3 loaded")
        #expect(
            try dock.rows("select * from core.membership order by scheme, valid_from") == [
                "C1,region,north,\"2024-01-01 00:00:00+00\",\"2024-06-01 00:00:00+00\"",
                "C1,segment,small,-infinity,\"2025-01-01 00:00:00+00\"",
                "C1,segment,large,\"2025-01-01 00:00:00+00\",infinity",
            ])
    }

    @Test func interviewsKeepTheirWordsAside() throws {
        let summary = try dock.load(
            "interviews",
            """
            interview_id,customer,occurred_at,ended_at,kind,participants,themes,title,notes,updated_at
            I1,C1,2026-02-02T10:00:00Z,2026-02-02T10:45:00Z,Visit,B@ours.example;a@ours.example,price;speed,Talk,"a
            b",2026-02-03
            """)
        #expect(summary.counts == "1 read, 1 loaded, 1 unattributed")
        #expect(
            try dock.rows(
                """
                select source, interview_id, duration = '45 minutes', kind, themes, has_words, version_at from core.interview
                """) == ["default,I1,t,visit,\"{price,speed}\",t,\"2026-02-03 00:00:00+00\""])
        #expect(try dock.rows("select title, notes from core.interview_text") == ["Talk,\"a\nb\""])
        #expect(
            try dock.rows(
                """
                select ref from core.interview
                cross join unnest(participant_ref_ids) with ordinality as listed (person_ref_id, position)
                join core.person_ref using (person_ref_id) order by position
                """) == ["b@ours.example", "a@ours.example"])
    }

    @Test func minutesStandBeforeTheEnd() throws {
        try dock.load(
            "interviews",
            """
            interview_id,occurred_at,duration_minutes,ended_at
            I1,2026-02-02T10:00:00Z,30,2026-02-02T10:45:00Z
            I2,2026-02-02T10:00:00Z,,2026-02-02T10:45:00Z
            I3,2026-02-02T10:00:00Z,,
            """)
        #expect(
            try dock.rows("select interview_id, extract(minutes from duration) from core.interview order by 1") == [
                "I1,30", "I2,45", "I3,",
            ])
    }

    @Test func meetingsHaveGuests() throws {
        let summary = try dock.load(
            "meetings",
            """
            meeting_id,held_at,series,status,invited,attendees,customer,guest_minutes,updated_at
            M1,2026-02-02T10:00:00Z,weekly,Held,a@ours.example;b@ours.example,a@ours.example,C1,12.5,
            M2,2026-02-09T10:00:00Z,weekly,cancelled,,,,,
            """)
        #expect(summary.counts == "2 read, 2 loaded, 1 unattributed")
        #expect(
            try dock.rows(
                """
                select meeting_id, series, status, guest_duration = '750 seconds', cardinality(invited_ref_ids), cardinality(attendee_ref_ids)
                from core.meeting order by 1
                """) == ["M1,weekly,held,t,2,1", "M2,weekly,cancelled,,,"])
    }

    @Test func ticketsCountWhatIsUndatedAndOutOfOrder() throws {
        let summary = try dock.load(
            "tickets",
            """
            ticket_id,customer,created_at,first_response_at,solved_at,updated_at,status,priority,channel,department,\
            assignee,themes,subject,description,csat
            T1,C1,2026-02-02T10:00:00Z,2026-02-02T11:00:00Z,2026-02-03T10:00:00Z,2026-02-04,Solved,high,mail,Support,\
            A@ours.example,billing,Hello,"a, ""b"\"",Good
            T2,,,,,,,,,,,,,,
            T3,C1,2026-02-02T10:00:00Z,2026-02-02T09:00:00Z,,,open,,,,,,,,
            """)
        #expect(summary.counts == "3 read, 3 loaded, 3 unattributed, 1 out of order, 1 undated")
        #expect(
            try dock.rows(
                """
                select status, priority, channel, department, themes, csat, person_ref.ref
                from core.ticket join core.person_ref on person_ref_id = assignee_ref_id
                """) == ["solved,high,mail,Support,{billing},good,a@ours.example"])
        #expect(
            try dock.rows("select ticket_id, subject, description from core.ticket_text") == [
                "T1,Hello,\"a, \"\"b\"\"\""
            ])
    }

    @Test func feedbackHasAScore() throws {
        let summary = try dock.load(
            "feedback",
            """
            feedback_id,customer,received_at,channel,score,score_max,department,themes,text,updated_at
            F1,C1,2026-02-02,nps,7,10,Product,price,Too dear,
            F2,C1,2026-02-02,nps,1.50,5,,,,
            """)
        #expect(summary.counts == "2 read, 2 loaded, 2 unattributed")
        #expect(
            try dock.rows(
                """
                select feedback_id, channel, score, score_max, department, themes, has_words from core.feedback order by 1
                """) == ["F1,nps,7,10,Product,{price},t", "F2,nps,1.50,5,,,f"])
        #expect(try dock.rows("select feedback_id, text from core.feedback_text") == ["F1,\"Too dear\""])
    }

    @Test func actionsAreAboutItems() throws {
        let summary = try dock.load(
            "actions",
            """
            item_kind,item_id,item_source,acted_at,action_kind,action_id,department,title,told_at,updated_at
            Ticket,T1,zendesk,2026-02-02,Shipped,A1,Product,Fixed it,2026-02-03,
            feedback,F1,,2026-02-02,,,,,2026-02-01,
            """)
        #expect(summary.counts == "2 read, 2 loaded, 1 out of order")
        #expect(
            try dock.rows(
                """
                select item_source, item_kind, item_id, action_id, action_kind, department, resolved_source from core.action
                order by item_id
                """) == ["\"\",feedback,F1,\"\",,,", "zendesk,ticket,T1,A1,shipped,Product,zendesk"])
        #expect(try dock.rows("select action_key, title from core.action_text") == ["A1,\"Fixed it\""])
    }
}
