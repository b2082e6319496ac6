import HTTPApplication
package import Persistence

/// Finds volume types as one caller may use them.
package struct VolumeTypeLookup: Sendable {
    private let caller: Caller

    package init(_ caller: Caller) { self.caller = caller }

    /// The type of a new volume: the one that is asked for, else the source's, else the project's default, else the service's.
    ///
    /// - Throws: ``VolumeFault``, 404, when the type asked for is not there or private to others.
    package func type(
        named name: String?, source: VolumeRecord?, _ settings: VolumeSettings, in transaction: any ReadTransaction
    ) throws -> VolumeTypeRecord? {
        if let name { return try require(nameOrID: name, in: transaction) }
        if let id = source?.volumeTypeID { return try VolumeTypeTable.find(id: id, in: transaction) }
        return try defaultType(settings, in: transaction)
    }

    /// The type of volumes that ask for none.
    package func defaultType(_ settings: VolumeSettings, in transaction: any ReadTransaction) throws -> VolumeTypeRecord? {
        if let id = try VolumeTypeTable.projectDefault(caller.projectID, in: transaction),
            let type = try VolumeTypeTable.find(id: id, in: transaction)
        {
            return type
        }
        return try VolumeTypeTable.find(name: settings.defaultTypeName, in: transaction)
            ?? VolumeTypeTable.find(name: VolumeTypeRecord.defaultName, in: transaction)
    }

    package func require(nameOrID: String, in transaction: any ReadTransaction) throws -> VolumeTypeRecord {
        let byID = UUIDText.isUUIDLike(nameOrID) ? try VolumeTypeTable.find(id: nameOrID, in: transaction) : nil
        guard let type = try byID ?? VolumeTypeTable.find(name: nameOrID, in: transaction), try isVisible(type, in: transaction) else {
            throw VolumeFault.notFound("VolumeType", nameOrID)
        }
        return type
    }

    package func require(id: String, in transaction: any ReadTransaction) throws -> VolumeTypeRecord {
        guard let type = try VolumeTypeTable.find(id: id, in: transaction), try isVisible(type, in: transaction) else {
            throw VolumeFault.notFound("VolumeType", id)
        }
        return type
    }

    private func isVisible(_ type: VolumeTypeRecord, in transaction: any ReadTransaction) throws -> Bool {
        try type.isPublic || caller.isAdmin || VolumeTypeTable.hasAccess(caller.projectID, to: type.id, in: transaction)
    }
}
