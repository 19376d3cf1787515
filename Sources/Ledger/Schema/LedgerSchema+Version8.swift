extension LedgerSchema {
    /// The log is the ledger: events, and tables that are views of them.
    ///
    /// Each view has the number of the event that wrote a row last, and a keyed code over both.
    static let version8 =
        events + customersAndProducts + keys + licenses + seats + answers + calls + immutability

    private static let stamp = """
        event INTEGER NOT NULL CHECK (event >= 1),
            row_code BLOB NOT NULL CHECK (length(row_code) = 16)
        """

    /// `thing` is what the event is about, `scope` what of it was changed, and `tallied` says whether what is counted of a
    /// license was. They repeat what is in `bytes`, and so do `at` and `action`. `beside` has the values that can be erased.
    private static let events = """
        CREATE TABLE events (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            at INTEGER NOT NULL,
            action TEXT NOT NULL,
            thing BLOB,
            scope INTEGER CHECK (scope >= 0),
            tallied INTEGER CHECK (tallied = 1),
            bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576),
            beside BLOB
        ) STRICT;
        CREATE INDEX events_by_action ON events (action, number);
        CREATE INDEX events_by_action_and_time ON events (action, at);
        CREATE INDEX events_by_thing ON events (thing, number) WHERE thing IS NOT NULL;
        CREATE INDEX events_by_scope ON events (thing, scope, number) WHERE scope IS NOT NULL;
        CREATE INDEX events_by_tally ON events (thing, number) WHERE tallied = 1;

        CREATE TABLE log_end (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            size INTEGER NOT NULL CHECK (size >= 1),
            peaks BLOB NOT NULL CHECK (length(peaks) BETWEEN 32 AND 2048),
            last BLOB NOT NULL CHECK (length(last) = 32),
            head BLOB NOT NULL CHECK (length(head) BETWEEN 1 AND 300),
            code BLOB NOT NULL CHECK (length(code) = 32)
        ) STRICT;

        CREATE TABLE documents (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576)
        ) STRICT;

        """

    private static let customersAndProducts = """
        CREATE TABLE customers (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 1000),
            created_at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;

        CREATE TABLE products (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 1000),
            vendor TEXT NOT NULL,
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            phone TEXT,
            email TEXT,
            portal TEXT,
            help TEXT,
            threshold INTEGER NOT NULL CHECK (threshold BETWEEN 30 AND 100),
            reads_root_only INTEGER NOT NULL CHECK (reads_root_only BETWEEN 0 AND 1),
            virtual_machines INTEGER NOT NULL CHECK (virtual_machines BETWEEN 0 AND 2),
            containers INTEGER NOT NULL CHECK (containers BETWEEN 0 AND 2),
            clock_hours INTEGER NOT NULL CHECK (clock_hours BETWEEN 1 AND 720),
            rebindings INTEGER NOT NULL CHECK (rebindings BETWEEN 0 AND 1000),
            feature_count INTEGER NOT NULL CHECK (feature_count >= 0),
            file_version INTEGER NOT NULL CHECK (file_version >= 0),
            created_at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;

        CREATE TABLE features (
            product_id TEXT NOT NULL REFERENCES products (id),
            number INTEGER NOT NULL CHECK (number >= 0),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            \(stamp),
            PRIMARY KEY (product_id, number),
            UNIQUE (product_id, name)
        ) STRICT;

        CREATE TABLE product_files (
            product_id TEXT NOT NULL REFERENCES products (id),
            version INTEGER NOT NULL CHECK (version >= 1),
            document BLOB NOT NULL REFERENCES documents (digest),
            created_at INTEGER NOT NULL,
            \(stamp),
            PRIMARY KEY (product_id, version)
        ) STRICT;
        CREATE INDEX product_files_by_event ON product_files (event);

        """

    private static let keys = """
        CREATE TABLE signing_keys (
            kid BLOB NOT NULL PRIMARY KEY CHECK (length(kid) = 8),
            public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
            sealed_secret BLOB NOT NULL CHECK (length(sealed_secret) BETWEEN 1 AND 4096),
            not_before INTEGER NOT NULL,
            not_after INTEGER CHECK (not_after >= not_before),
            withdrawn_since INTEGER,
            created_at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;

        CREATE TABLE audit_keys (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
            sealed_secret BLOB NOT NULL CHECK (length(sealed_secret) BETWEEN 1 AND 4096),
            root_key BLOB NOT NULL CHECK (length(root_key) = 32),
            not_before INTEGER NOT NULL,
            certificate BLOB CHECK (length(certificate) BETWEEN 1 AND 300),
            created_at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;

        """

    private static let licenses = """
        CREATE TABLE licenses (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 5),
            product_id TEXT NOT NULL REFERENCES products (id),
            customer_id INTEGER NOT NULL REFERENCES customers (id),
            sealed_proof BLOB NOT NULL CHECK (length(sealed_proof) BETWEEN 1 AND 4096),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
            ends_on INTEGER,
            days INTEGER CHECK (days >= 1),
            binding INTEGER NOT NULL CHECK (binding BETWEEN 0 AND 2),
            seats INTEGER NOT NULL CHECK (seats >= 1),
            features TEXT NOT NULL,
            maintenance_until INTEGER,
            created_at INTEGER NOT NULL,
            note TEXT NOT NULL,
            revoked_at INTEGER,
            revocation_reason TEXT,
            \(stamp),
            CHECK (kind <> 0 OR (ends_on IS NULL AND days IS NULL)),
            CHECK (kind <> 1 OR (ends_on IS NOT NULL AND days IS NULL)),
            CHECK (kind < 2 OR days IS NOT NULL),
            CHECK ((revoked_at IS NULL) = (revocation_reason IS NULL))
        ) STRICT;
        CREATE INDEX licenses_by_product ON licenses (product_id, created_at, id);
        CREATE INDEX licenses_by_customer ON licenses (customer_id, created_at, id);
        CREATE INDEX licenses_by_time ON licenses (created_at, id);

        CREATE TABLE seat_tallies (
            license_id BLOB NOT NULL PRIMARY KEY REFERENCES licenses (id),
            taken INTEGER NOT NULL CHECK (taken >= 0),
            returned INTEGER NOT NULL CHECK (returned BETWEEN 0 AND taken),
            rebindings INTEGER NOT NULL CHECK (rebindings >= 0),
            \(stamp)
        ) STRICT;

        """

    /// `activation_marks` is an index by a part of a fingerprint. It follows from `activations`, and proves nothing by
    /// itself; without foreign keys, because checking them for each of many traces costs half as much as the whole answer.
    private static let seats = """
        CREATE TABLE activations (
            id INTEGER PRIMARY KEY,
            license_id BLOB NOT NULL REFERENCES licenses (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            fingerprint BLOB NOT NULL CHECK (length(fingerprint) BETWEEN 1 AND 4096),
            device_key BLOB NOT NULL CHECK (length(device_key) = 32),
            mark INTEGER CHECK (mark BETWEEN 0 AND 127),
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            returned_at INTEGER,
            corrections INTEGER NOT NULL CHECK (corrections >= 0),
            \(stamp),
            UNIQUE (license_id, number)
        ) STRICT;
        CREATE INDEX activations_by_fingerprint ON activations (license_id, fingerprint);
        CREATE INDEX activations_by_mark ON activations (license_id, mark, id)
            WHERE returned_at IS NULL AND mark IS NOT NULL;

        CREATE TABLE devices (
            license_id BLOB NOT NULL,
            device_key BLOB NOT NULL CHECK (length(device_key) = 32),
            activation_id INTEGER NOT NULL REFERENCES activations (id),
            first_at INTEGER NOT NULL,
            \(stamp),
            PRIMARY KEY (license_id, device_key, activation_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX devices_by_time ON devices (first_at, activation_id);

        CREATE TABLE activation_marks (
            license_id BLOB NOT NULL,
            mark INTEGER NOT NULL,
            activation_id INTEGER NOT NULL,
            PRIMARY KEY (license_id, mark, activation_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE rebindings (
            license_id BLOB NOT NULL REFERENCES licenses (id),
            number INTEGER NOT NULL CHECK (number >= parts),
            parts INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 10),
            activation_id INTEGER NOT NULL REFERENCES activations (id),
            at INTEGER NOT NULL,
            carrier TEXT NOT NULL,
            reason TEXT CHECK (length(reason) BETWEEN 1 AND 200),
            \(stamp),
            PRIMARY KEY (license_id, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX rebindings_by_time ON rebindings (license_id, at, number);
        CREATE INDEX rebindings_of_all ON rebindings (at, license_id);

        """

    /// `request` and `response` are the digests of the documents; a request that was told by telephone is its code.
    private static let answers = """
        CREATE TABLE answers (
            request_digest BLOB NOT NULL PRIMARY KEY CHECK (length(request_digest) = 32),
            license_id BLOB NOT NULL REFERENCES licenses (id),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 255),
            carrier TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            activation_id INTEGER REFERENCES activations (id),
            kid BLOB NOT NULL,
            answered BLOB CHECK (length(answered) = 12),
            shows_machine INTEGER NOT NULL CHECK (shows_machine BETWEEN 0 AND 1),
            request BLOB NOT NULL CHECK (length(request) = 32),
            response BLOB NOT NULL CHECK (length(response) = 32),
            issued_at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;
        CREATE INDEX answers_by_answered ON answers (answered) WHERE answered IS NOT NULL;
        CREATE INDEX answers_by_seat ON answers (activation_id, shows_machine, event);
        CREATE INDEX answers_by_event ON answers (event);
        CREATE INDEX answers_by_phone ON answers (received_at) WHERE carrier = 'phone';

        """

    private static let calls = """
        CREATE TABLE calls (
            id INTEGER PRIMARY KEY,
            opened_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            agent TEXT NOT NULL CHECK (length(agent) BETWEEN 1 AND 64),
            license_id BLOB,
            code BLOB CHECK (length(code) = 21),
            typed TEXT NOT NULL CHECK (length(typed) <= 4096),
            position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 64),
            ended_at INTEGER,
            seat TEXT CHECK (length(seat) <= 20),
            shown BLOB CHECK (length(shown) = 32),
            session INTEGER NOT NULL CHECK (session >= 1),
            \(stamp)
        ) STRICT;
        CREATE INDEX calls_open ON calls (updated_at) WHERE ended_at IS NULL;
        CREATE INDEX calls_by_license ON calls (license_id, id) WHERE license_id IS NOT NULL;
        CREATE INDEX calls_shown ON calls (code) WHERE shown IS NOT NULL;

        CREATE TABLE phone_attempts (
            code BLOB NOT NULL PRIMARY KEY CHECK (length(code) = 21),
            license_id BLOB NOT NULL CHECK (length(license_id) = 5),
            at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;
        CREATE INDEX phone_attempts_by_time ON phone_attempts (at);

        CREATE TABLE phone_refusals (
            id INTEGER PRIMARY KEY,
            code BLOB NOT NULL CHECK (length(code) = 21),
            call_id INTEGER NOT NULL REFERENCES calls (id),
            agent TEXT NOT NULL CHECK (length(agent) BETWEEN 1 AND 64),
            at INTEGER NOT NULL,
            \(stamp)
        ) STRICT;
        CREATE INDEX phone_refusals_by_code ON phone_refusals (code, id);

        """

    /// Who has the file can drop a trigger: these stop mistakes, the log proves the rest. Of an event, what stands beside it
    /// may be erased, and of a rebinding its reason.
    private static let immutability =
        ["documents", "features", "product_files", "answers", "phone_refusals"].map { table in
            """
            CREATE TRIGGER \(table)_never_updated BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never changed'); END;
            CREATE TRIGGER \(table)_never_deleted BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never deleted'); END;

            """
        }.joined() + """
            CREATE TRIGGER events_never_updated
            BEFORE UPDATE OF number, at, action, thing, scope, tallied, bytes ON events
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
            CREATE TRIGGER events_never_deleted BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
            CREATE TRIGGER rebindings_never_updated BEFORE UPDATE ON rebindings
            WHEN (OLD.license_id, OLD.number, OLD.parts, OLD.activation_id, OLD.at, OLD.carrier)
                IS NOT (NEW.license_id, NEW.number, NEW.parts, NEW.activation_id, NEW.at, NEW.carrier)
                OR NEW.reason IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'of rebindings only the reason is ever erased'); END;
            CREATE TRIGGER rebindings_never_deleted BEFORE DELETE ON rebindings
            BEGIN SELECT RAISE(ABORT, 'rows of rebindings are never deleted'); END;
            CREATE TRIGGER log_end_never_deleted BEFORE DELETE ON log_end
            BEGIN SELECT RAISE(ABORT, 'the end of the log is never deleted'); END;

            """
}
