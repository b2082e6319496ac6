package import APIResources
import JSONCodec
import Persistence

extension IdentityDefinitions {
    /// The blob is no part of the document: it is kept encrypted, in a column of its own.
    package static let credential = ResourceDefinition(
        "credential", collection: "credentials", table: "identity_credentials",
        columns: [.init("encrypted_blob", .text, nullable: false, default: "")],
        attributes: [
            id, Attribute("type", .identityName(max: 255), [.post, .put, .visible, .filter]),
            Attribute("blob", .anything, [.post, .put]),
            Attribute("user_id", .identityReference, [.post, .put, .visible, .filter, .indexed], default: .unspecified),
            Attribute("project_id", .identityReference.orNull, [.post, .put, .visible, .filter], default: nil), extra,
        ])

    package static let applicationCredential = ResourceDefinition(
        "application_credential", collection: "application_credentials", path: "/users/{user_id}/application_credentials",
        table: "identity_application_credentials", operations: [.list, .show, .create, .delete],
        columns: [.init("secret_hash", .text)],
        indexes: [.init("names", on: ["user_id", "name"], unique: true)],
        attributes: [
            id, Attribute("name", .identityName(max: 255), [.post, .visible, .filter]),
            Attribute("description", .identityText, [.post, .visible], default: nil),
            Attribute("user_id", .identityReference, [.visible, .filter]),
            Attribute("project_id", .identityReference, [.visible, .filter]),
            Attribute("system", .string(max: 64).orNull, [.visible], default: nil),
            Attribute("expires_at", .identityTime.orNull, [.post, .visible], default: nil),
            Attribute("unrestricted", .identityFlag.orNull, [.post, .visible], default: nil),
            Attribute("secret", .identityPassword, [.post], default: .unspecified),
            Attribute("roles", .list("roles", .anything), [.post, .visible], default: .unspecified),
            Attribute("access_rules", .list("access rules", .anything), [.post, .visible], default: .unspecified),
        ])

    package static let accessRule = ResourceDefinition(
        "access_rule", collection: "access_rules", path: "/users/{user_id}/access_rules", table: "identity_access_rules",
        operations: [.list, .show, .delete],
        columns: [.init("user_id", .text, nullable: false, default: "")],
        attributes: [
            id, Attribute("service", .string(max: 64), [.visible, .filter]), Attribute("path", .string(max: 128), [.visible, .filter]),
            Attribute("method", .values(["POST", "GET", "HEAD", "PATCH", "PUT", "DELETE"]), [.visible, .filter]),
        ])

    package static let consumer = ResourceDefinition(
        "consumer", collection: "consumers", path: "/OS-OAUTH1/consumers", table: "identity_consumers",
        columns: [.init("secret", .text, nullable: false, default: "")],
        attributes: [id, Attribute("description", .identityText, [.post, .put, .visible], default: nil), extra])
}
