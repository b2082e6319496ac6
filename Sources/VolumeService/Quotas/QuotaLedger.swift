package import Persistence

/// What projects may have and what they have: limits, usage and reservations, changed in the transaction that changes the volumes.
///
/// Taking is one conditional update for each resource, so that of two takers of the last unit one fails, whatever the database.
package struct QuotaLedger: Sendable {
    private let settings: VolumeSettings

    package init(_ settings: VolumeSettings) { self.settings = settings }

    /// A resource, counted for one volume type or (empty) for all.
    package struct Key: Sendable, Hashable {
        package var resource: QuotaResource
        package var typeID = ""

        package init(_ resource: QuotaResource, typeID: String = "") {
            self.resource = resource
            self.typeID = typeID
        }
    }

    package struct Usage: Sendable, Hashable {
        package var inUse = 0
        package var reserved = 0
    }

    private enum Column: String {
        case inUse = "in_use"
        case reserved
    }

    /// Takes a volume of `size` for good.
    ///
    /// - Throws: ``VolumeFault``, 413.
    package func takeVolume(size: Int, typeID: String?, project: String, in transaction: any WriteTransaction) throws {
        let limits = try limits(of: project, in: transaction)
        try checkSize(size, limits)
        for key in keys(.volumes, typeID) { try take(1, key, .inUse, project, limits, transaction) }
        for key in keys(.gigabytes, typeID) { try take(size, key, .inUse, project, limits, transaction) }
    }

    /// Gives back what a volume took.
    package func returnVolume(_ record: VolumeRecord, in transaction: any WriteTransaction) throws {
        for key in keys(.volumes, record.volumeTypeID) { try add(-1, key, .inUse, record.projectID, transaction) }
        for key in keys(.gigabytes, record.volumeTypeID) { try add(-record.size, key, .inUse, record.projectID, transaction) }
        if let newSize = record.newSize { try cancelGrowth(of: record, to: newSize, in: transaction) }
    }

    /// Reserves what a volume will take more when it has grown to `size`.
    ///
    /// - Throws: ``VolumeFault``, 413.
    package func reserveGrowth(of record: VolumeRecord, to size: Int, in transaction: any WriteTransaction) throws {
        let limits = try limits(of: record.projectID, in: transaction)
        try checkSize(size, limits)
        for key in keys(.gigabytes, record.volumeTypeID) {
            try take(size - record.size, key, .reserved, record.projectID, limits, transaction)
        }
    }

    /// Turns the reservation for a growth into use.
    package func commitGrowth(of record: VolumeRecord, to size: Int, in transaction: any WriteTransaction) throws {
        for key in keys(.gigabytes, record.volumeTypeID) {
            try add(record.size - size, key, .reserved, record.projectID, transaction)
            try add(size - record.size, key, .inUse, record.projectID, transaction)
        }
    }

    package func cancelGrowth(of record: VolumeRecord, to size: Int, in transaction: any WriteTransaction) throws {
        for key in keys(.gigabytes, record.volumeTypeID) { try add(record.size - size, key, .reserved, record.projectID, transaction) }
    }

    private func keys(_ resource: QuotaResource, _ typeID: String?) -> [Key] {
        typeID.map { [Key(resource), Key(resource, typeID: $0)] } ?? [Key(resource)]
    }

    private func checkSize(_ size: Int, _ limits: [Key: Int]) throws {
        let limit = limits[Key(.perVolumeGigabytes)] ?? settings.quota(.perVolumeGigabytes)
        guard limit >= 0, size > limit else { return }
        throw VolumeFault.overLimit(
            "VolumeSizeExceedsLimit", "A volume of \(size) GiB is larger than the \(limit) GiB that one volume may have.")
    }

    private func take(
        _ amount: Int, _ key: Key, _ column: Column, _ project: String, _ limits: [Key: Int], _ transaction: any WriteTransaction
    ) throws {
        let limit = limit(key, limits)
        guard limit >= 0 else { return try add(amount, key, column, project, transaction) }
        let update = """
            UPDATE volume_quota_usages SET \(column.rawValue) = \(column.rawValue) + ? WHERE project_id = ? AND resource = ? \
            AND volume_type_id = ? AND in_use + reserved + ? <= ?
            """
        let place: [SQLValue] = [.text(project), .text(key.resource.rawValue), .text(key.typeID)]
        let arguments = [.integer(amount)] + place + [.integer(amount), .integer(limit)]
        if try transaction.execute(update, arguments) > 0 { return }
        let isNew = try makeRow(place, transaction)
        if isNew, try transaction.execute(update, arguments) > 0 { return }
        let usage = try usage(of: project, in: transaction)[key] ?? Usage()
        throw Self.exhausted(key, limit: limit, used: usage.inUse + usage.reserved, asked: amount)
    }

    private static func exhausted(_ key: Key, limit: Int, used: Int, asked: Int) -> VolumeFault {
        let name = key.resource.rawValue + (key.typeID.isEmpty ? "" : " of this volume type")
        return VolumeFault.overLimit(
            key.resource == .volumes ? "VolumeLimitExceeded" : "VolumeSizeExceedsAvailableQuota",
            "The quota for \(name) is exhausted: \(used) of \(limit) used, \(asked) more asked for.")
    }

    private func add(_ amount: Int, _ key: Key, _ column: Column, _ project: String, _ transaction: any WriteTransaction) throws {
        let name = column.rawValue
        let update = """
            UPDATE volume_quota_usages SET \(name) = CASE WHEN \(name) + ? < 0 THEN 0 ELSE \(name) + ? END WHERE project_id = ? \
            AND resource = ? AND volume_type_id = ?
            """
        let place: [SQLValue] = [.text(project), .text(key.resource.rawValue), .text(key.typeID)]
        if try transaction.execute(update, [.integer(amount), .integer(amount)] + place) > 0 { return }
        if try makeRow(place, transaction) { try transaction.execute(update, [.integer(amount), .integer(amount)] + place) }
    }

    private func makeRow(_ place: [SQLValue], _ transaction: any WriteTransaction) throws -> Bool {
        try transaction.execute(
            "INSERT INTO volume_quota_usages (project_id, resource, volume_type_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", place) > 0
    }

    /// The limit that holds: -1 for none.
    package func limit(_ key: Key, _ limits: [Key: Int]) -> Int {
        limits[key] ?? (key.typeID.isEmpty ? settings.quota(key.resource) : -1)
    }

    /// The limits that were set for a project, or else for the default class; what is missing is as the options say.
    package func limits(of project: String, in transaction: any ReadTransaction) throws -> [Key: Int] {
        var limits = try classLimits("default", in: transaction)
        try transaction.query("SELECT resource, volume_type_id, hard_limit FROM volume_quotas WHERE project_id = ?", [.text(project)]) {
            row in
            if let resource = QuotaResource(rawValue: row.text(0)) { limits[Key(resource, typeID: row.text(1))] = row.int(2) }
        }
        return limits
    }

    package func classLimits(_ name: String, in transaction: any ReadTransaction) throws -> [Key: Int] {
        var limits: [Key: Int] = [:]
        try transaction.query("SELECT resource, volume_type_id, hard_limit FROM volume_quota_classes WHERE class_name = ?", [.text(name)]) {
            row in
            if let resource = QuotaResource(rawValue: row.text(0)) { limits[Key(resource, typeID: row.text(1))] = row.int(2) }
        }
        return limits
    }

    package func usage(of project: String, in transaction: any ReadTransaction) throws -> [Key: Usage] {
        var usage: [Key: Usage] = [:]
        try transaction.query(
            "SELECT resource, volume_type_id, in_use, reserved FROM volume_quota_usages WHERE project_id = ?", [.text(project)]
        ) { row in
            guard let resource = QuotaResource(rawValue: row.text(0)) else { return }
            usage[Key(resource, typeID: row.text(1))] = Usage(inUse: row.int(2), reserved: row.int(3))
        }
        return usage
    }

    package func setLimit(_ limit: Int, _ key: Key, project: String, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO volume_quotas (project_id, resource, volume_type_id, hard_limit) VALUES (?, ?, ?, ?) \
            ON CONFLICT (project_id, resource, volume_type_id) DO UPDATE SET hard_limit = excluded.hard_limit
            """, [.text(project), .text(key.resource.rawValue), .text(key.typeID), .integer(limit)])
    }

    package func setClassLimit(_ limit: Int, _ key: Key, name: String, in transaction: any WriteTransaction) throws {
        try transaction.execute(
            """
            INSERT INTO volume_quota_classes (class_name, resource, volume_type_id, hard_limit) VALUES (?, ?, ?, ?) \
            ON CONFLICT (class_name, resource, volume_type_id) DO UPDATE SET hard_limit = excluded.hard_limit
            """, [.text(name), .text(key.resource.rawValue), .text(key.typeID), .integer(limit)])
    }

    /// Forgets the limits that were set for a project.
    package func deleteLimits(of project: String, in transaction: any WriteTransaction) throws {
        try transaction.execute("DELETE FROM volume_quotas WHERE project_id = ?", [.text(project)])
    }
}
