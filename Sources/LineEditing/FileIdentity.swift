/// What tells a file from another one that took its path.
struct FileIdentity: Equatable {
    var device: UInt
    var inode: UInt
}
