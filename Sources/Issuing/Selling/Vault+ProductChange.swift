import Activation
import Ledger
import Refusals

extension Vault {
    /// What is to be changed about a product; nil leaves a part as it is.
    package struct ProductChange: Sendable {
        /// Its name for people.
        package let name: String?
        /// The vendor's name for people.
        package let vendor: String?
        /// The telephone number that sites call; empty for none.
        package let phone: String?
        /// The e-mail address that sites write to; empty for none.
        package let email: String?
        /// The address of the web page that sites visit; empty for none.
        package let portal: String?
        /// The address at which the vendor explains refusals; empty for none.
        package let help: String?
        /// How strictly it is bound to its machines.
        package let policy: PolicyChange

        /// What is nil stays as it is; an empty contact is removed.
        package init(
            name: String? = nil, vendor: String? = nil, phone: String? = nil, email: String? = nil,
            portal: String? = nil, help: String? = nil, policy: PolicyChange = PolicyChange()
        ) {
            self.name = name
            self.vendor = vendor
            self.phone = phone
            self.email = email
            self.portal = portal
            self.help = help
            self.policy = policy
        }

        fileprivate func applied(to product: ProductRecord) -> ProductRecord {
            func way(_ new: String?, _ old: String?) -> String? {
                guard let new else { return old }
                return new.isEmpty ? nil : new
            }
            return ProductRecord(
                id: product.id, name: name ?? product.name, vendor: vendor ?? product.vendor,
                salt: product.salt, phone: way(phone, product.phone), email: way(email, product.email),
                portal: way(portal, product.portal), help: way(help, product.help),
                policy: policy.applied(to: product.policy),
                createdAt: product.createdAt)
        }
    }

    /// Changes a product's names, where its vendor is reached, or its policy. Its id and its salt stay for ever:
    /// licenses and machines are known by them. The desk goes by a new policy from now on; the sites learn of it from
    /// the next product file. The audit log gets the new values.
    ///
    /// - Returns: what is different now, such as `name` and `phone`.
    /// - Throws: `product.unknown`, and `usage.invalid` for a text or a number that the format does not allow.
    package func change(
        _ id: ProductID, _ change: ProductChange, in surroundings: Surroundings
    ) throws(Refusal) -> [String] {
        try change.policy.check()
        return try ledger.write { (writer) throws(Refusal) in
            guard let old = try writer.product(id.text) else { throw Self.unknown(id) }
            let new = change.applied(to: old)
            try NewProduct.check(texts: [new.name, new.vendor, new.phone, new.email, new.portal, new.help])
            let texts = [
                ("name", old.name, new.name), ("vendor", old.vendor, new.vendor),
                ("phone", old.phone, new.phone), ("email", old.email, new.email),
                ("portal", old.portal, new.portal), ("help", old.help, new.help),
            ].filter { $0.1 != $0.2 }
            let policy = LoggedPolicy(new.policy)
            let changed = texts.map(\.0) + policy.differences(from: LoggedPolicy(old.policy))
            guard !changed.isEmpty else { return [] }
            try writer.setProduct(new)
            // The new texts in quotation marks, so that what is in them is not taken for more of the row.
            let told = texts.map { name, _, text in text.map { "\(name) \"\($0)\"" } ?? "no \(name)" }
            try writer.appendAudit(
                entry(
                    .productChanged, of: .other(id.text),
                    detail: policy.detail(after: told.joined(separator: ", ")),
                    in: surroundings))
            return changed
        }
    }
}
