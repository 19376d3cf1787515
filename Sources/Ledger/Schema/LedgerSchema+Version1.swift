extension LedgerSchema {
    /// Times are seconds since 1970, `ends_on` and `maintenance_until` days since 1970-01-01.
    ///
    /// The constraints repeat what the callers already check; they are there for the day a caller does not.
    static let version1 = customersAndProducts + signingKeys + licenses + answers + audit + immutability

    private static let customersAndProducts = """
        CREATE TABLE customers (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 1000),
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE products (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 1000),
            vendor TEXT NOT NULL,
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            phone TEXT,
            email TEXT,
            portal TEXT,
            created_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE features (
            product_id TEXT NOT NULL REFERENCES products (id),
            number INTEGER NOT NULL CHECK (number >= 0),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
            PRIMARY KEY (product_id, number),
            UNIQUE (product_id, name)
        ) STRICT;

        CREATE TABLE product_files (
            product_id TEXT NOT NULL REFERENCES products (id),
            version INTEGER NOT NULL CHECK (version >= 1),
            bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 1048576),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (product_id, version)
        ) STRICT;

        """

    private static let signingKeys = """
        CREATE TABLE signing_keys (
            kid BLOB NOT NULL PRIMARY KEY CHECK (length(kid) = 8),
            public_key BLOB NOT NULL UNIQUE CHECK (length(public_key) = 32),
            sealed_secret BLOB NOT NULL CHECK (length(sealed_secret) BETWEEN 1 AND 4096),
            not_before INTEGER NOT NULL,
            not_after INTEGER CHECK (not_after >= not_before),
            withdrawn_since INTEGER,
            created_at INTEGER NOT NULL
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
            features TEXT NOT NULL CHECK (features NOT GLOB '*[^0-9,]*'),
            maintenance_until INTEGER,
            created_at INTEGER NOT NULL,
            note TEXT NOT NULL,
            CHECK (kind <> 0 OR (ends_on IS NULL AND days IS NULL)),
            CHECK (kind <> 1 OR (ends_on IS NOT NULL AND days IS NULL)),
            CHECK (kind < 2 OR days IS NOT NULL)
        ) STRICT;
        CREATE INDEX licenses_by_product ON licenses (product_id);
        CREATE INDEX licenses_by_customer ON licenses (customer_id);

        CREATE TABLE revocations (
            license_id BLOB NOT NULL PRIMARY KEY REFERENCES licenses (id),
            at INTEGER NOT NULL,
            reason TEXT NOT NULL
        ) STRICT;

        CREATE TABLE activations (
            id INTEGER PRIMARY KEY,
            license_id BLOB NOT NULL REFERENCES licenses (id),
            fingerprint BLOB NOT NULL CHECK (length(fingerprint) BETWEEN 1 AND 4096),
            device_key BLOB NOT NULL CHECK (length(device_key) = 32),
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            returned_at INTEGER
        ) STRICT;
        CREATE INDEX activations_in_use ON activations (license_id) WHERE returned_at IS NULL;
        CREATE INDEX activations_by_fingerprint ON activations (license_id, fingerprint);
        CREATE INDEX activations_by_device_key ON activations (license_id, device_key);

        """

    private static let answers = """
        CREATE TABLE requests (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            license_id BLOB NOT NULL REFERENCES licenses (id),
            bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536),
            carrier TEXT NOT NULL,
            received_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX requests_by_license ON requests (license_id);

        CREATE TABLE responses (
            request_digest BLOB NOT NULL PRIMARY KEY REFERENCES requests (digest),
            activation_id INTEGER REFERENCES activations (id),
            kid BLOB NOT NULL REFERENCES signing_keys (kid),
            bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65536),
            issued_at INTEGER NOT NULL
        ) STRICT;

        """

    private static let audit = """
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY CHECK (seq >= 1),
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            carrier TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            hash BLOB NOT NULL CHECK (length(hash) = 32)
        ) STRICT;

        CREATE TABLE audit_head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            count INTEGER NOT NULL CHECK (count >= 0),
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            mac BLOB NOT NULL CHECK (length(mac) = 32)
        ) STRICT;

        """

    /// Who has the file can drop a trigger: these stop mistakes, the audit log's chain proves the rest.
    private static let immutability =
        ["features", "product_files", "requests", "responses", "audit"].map { table in
            """
            CREATE TRIGGER \(table)_never_updated BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never changed'); END;
            CREATE TRIGGER \(table)_never_deleted BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'rows of \(table) are never deleted'); END;

            """
        }.joined() + """
            CREATE TRIGGER product_files_version_goes_up BEFORE INSERT ON product_files
            WHEN EXISTS (SELECT 1 FROM product_files
                         WHERE product_id = NEW.product_id AND version >= NEW.version)
            BEGIN SELECT RAISE(ABORT, 'the version of a product file only goes up'); END;
            CREATE TRIGGER audit_head_never_deleted BEFORE DELETE ON audit_head
            BEGIN SELECT RAISE(ABORT, 'the head of the audit log is never deleted'); END;

            """
}
