/// How often something happens to a machine, in a year.
package struct YearlyRates: Sendable {
    /// A disk fails: of Backblaze's drives 1.57 percent did in 2024.
    package var disk = 0.015
    /// Of the system disks that were exchanged, this share is installed anew; the rest is copied.
    package var reinstalledDisk = 0.5
    /// A network card is exchanged.
    package var card = 0.005
    /// The board is exchanged, with the first network card on it and the numbers in the firmware.
    package var board = 0.01
    /// The processor is exchanged for another model.
    package var processor = 0.002
    /// The system is installed anew on the same disk: every four years.
    package var reinstallation = 0.25
    /// A disk or a card is added.
    package var addition = 0.05

    /// The assumptions of `docs/fingerprint.md`.
    package init() {}
}
