/// Which rules a file is read by.
package enum INIDialect: Sendable {
    /// Python's strict `ConfigParser` as Paste Deploy uses it.
    ///
    /// An indented line continues the value above when it is indented more than the option's own line; blank lines and comment
    /// lines do not end a value; a section (other than `DEFAULT`) or an option that occurs twice is a mistake.
    case pasteDeploy

    /// oslo.config's own reader.
    ///
    /// An indented line continues the value above; a blank line or a comment ends it; sections and options may be repeated; one
    /// pair of matching quotes around a value is removed.
    case osloConfig
}
