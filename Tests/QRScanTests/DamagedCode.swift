import Photographs
import QRCode

@testable import QRScan

/// A picture of one code, of version 8 unless told otherwise, and 4 pixels a module, whose finder patterns are clear whatever happened to it.
struct DamagedCode {
    /// What happened to it.
    enum Damage: CaseIterable {
        case none
        /// Light is reflected in the middle of it.
        case glare
        /// What is between the finder patterns is blurred.
        case blur
        /// Something grey lies on the middle of it.
        case cover
    }

    let picture: GreyPicture
    let text: String

    private static let module = 4

    /// - Parameter letters: how many the text has after its beginning.
    init(seed: UInt64, _ damage: Damage, letters: Int = 200, module: Int = Self.module) throws {
        text = "COUNTERSIGN:R/" + SampleTexts.text(versions: 11...11, seed: seed).suffix(letters)
        let code = try sampleCode(text)
        let side = (code.side + 8) * module
        let clean = GreyPicture(width: side, height: side) { row, line in
            for column in line.indices {
                let isDark = code.isDark(column: column / module - 4, row: row / module - 4)
                line[column] = isDark ? 30 : 220
            }
        }
        let middle = Double(side) / 2
        picture = GreyPicture(width: side, height: side) { row, line in
            for column in line.indices {
                let (x, y) = (abs(Double(column) - middle) / middle, abs(Double(row) - middle) / middle)
                let before = clean.pixels[row * side + column]
                line[column] =
                    switch damage {
                    case .glare:
                        UInt8(
                            Double(before) + (255 - Double(before))
                                * min(1, max(0, 4.4 - 8 * Self.hypot(x, y))))
                    case .blur where Self.hypot(x, y) < 0.72: Self.mean(clean, column, row)
                    case .cover where max(x, y) < 0.4: 120
                    default: before
                    }
            }
        }
    }

    private static func hypot(_ x: Double, _ y: Double) -> Double { Point(x: x, y: y).length }

    /// Of about three modules around a place.
    private static func mean(_ picture: GreyPicture, _ column: Int, _ row: Int) -> UInt8 {
        var sum = 0
        for y in row - 5...row + 5 {
            for x in column - 5...column + 5 { sum += Int(picture.pixels[y * picture.width + x]) }
        }
        return UInt8(sum / 121)
    }

    /// Pictures of codes side by side.
    static func page(_ codes: [DamagedCode]) -> GreyPicture { page(rows: [codes]) }

    /// The same in rows, each of as many codes as the first.
    static func page(rows: [[DamagedCode]]) -> GreyPicture {
        let side = rows.joined().map(\.picture.width).max() ?? 1
        return GreyPicture(width: side * (rows.first?.count ?? 1), height: side * rows.count) { row, line in
            for column in line.indices {
                let part = rows[row / side][column / side].picture
                let (x, y) = (column % side, row % side)
                line[column] = x < part.width && y < part.height ? part.pixels[y * part.width + x] : 220
            }
        }
    }
}
