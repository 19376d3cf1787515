import Testing

@testable import QRScan

@Suite("Operations on pictures")
struct GreyPictureTests {
    private static func picture(_ width: Int, _ height: Int, _ value: (Int, Int) -> UInt8) -> GreyPicture {
        GreyPicture(width: width, height: height) { row, line in
            for column in line.indices { line[column] = value(column, row) }
        }
    }

    @Test("Sides and pixels must agree")
    func sides() {
        #expect(GreyPicture(width: 2, height: 2, pixels: [1, 2, 3]) == nil)
        #expect(GreyPicture(width: 0, height: 2, pixels: []) == nil)
        #expect(GreyPicture(width: -1, height: -1, pixels: [1]) == nil)
        #expect(GreyPicture(width: 2, height: 1, pixels: [1, 2]) != nil)
    }

    @Test("Halving takes the mean of four")
    func halved() {
        let half = Self.picture(5, 4) { column, row in UInt8(10 * column + row) }.halved()
        #expect((half.width, half.height) == (2, 2))
        #expect(half.pixels == [6, 26, 8, 28])
        #expect(Self.picture(1, 1) { _, _ in 7 }.halved().pixels == [7])
    }

    @Test("A part is cut out, as far as it is there")
    func cropped() {
        let picture = Self.picture(4, 3) { column, row in UInt8(10 * row + column) }
        #expect(picture.cropped(columns: 1...2, rows: 1...1)?.pixels == [11, 12])
        #expect(picture.cropped(columns: -5...0, rows: 2...9)?.pixels == [20])
        #expect(picture.cropped(columns: 4...6, rows: 0...0) == nil)
    }

    @Test("Sums over a square are those of its pixels")
    func sums() {
        let picture = Self.picture(7, 6) { column, row in UInt8((column * 31 + row * 17) % 251) }
        let sums = Sums(picture, squares: true)
        for row in 0..<6 {
            sums.eachPixel(ofRow: row, radius: 2) { column, mean, variance in
                let around = (max(0, row - 2)...min(5, row + 2)).flatMap { row in
                    (max(0, column - 2)...min(6, column + 2)).map { Float(picture.pixels[row * 7 + $0]) }
                }
                let expected = around.reduce(0, +) / Float(around.count)
                let squares =
                    around.reduce(0) { $0 + ($1 - expected) * ($1 - expected) } / Float(around.count)
                #expect(abs(mean - expected) < 0.01)
                #expect(abs(variance - squares) < 1)
            }
        }
    }

    @Test("Uneven light is gone from a field, and places outside or without meaning are harmless")
    func field() {
        let picture = Self.picture(64, 64) { column, row in
            UInt8(((column / 4 + row / 4) % 2 == 0 ? 20 : 60) * (1 + column / 20))
        }
        let field = Field(picture, radius: 10)
        field.sampling { sample in
            #expect(sample(6, 6) * sample(10, 6) < 0)
            #expect(abs(abs(sample(30, 30)) - abs(sample(34, 30))) < 0.6)
            #expect(sample(-1e9, 1e30) == sample(0, 64))
            #expect(sample(.nan, 3) == 0)
            #expect(sample(.infinity, -.infinity).isFinite)
        }
    }

    @Test("A perspective takes the corners to the corners, and a bend moves what is between them")
    func map() {
        let corners = [Point(x: 10, y: 10), Point(x: 110, y: 20), Point(x: 5, y: 95), Point(x: 100, y: 120)]
        var map = GridMap(side: 21, corners: corners)
        for (place, corner) in zip(
            [(3.5, 3.5), (17.5, 3.5), (3.5, 17.5), (17.5, 17.5)] as [(Float, Float)], corners)
        {
            let (x, y) = map.prepared()(place.0, place.1)
            #expect(abs(x - Float(corner.x)) < 0.01 && abs(y - Float(corner.y)) < 0.01)
        }
        let before = map.prepared()(10.5, 10.5)
        map.parameters[8] = 1
        let (x, y) = map.prepared()(3.5, 3.5)
        #expect(abs(x - 10) < 0.01 && abs(y - 10) < 0.01)
        #expect(abs(map.prepared()(10.5, 10.5).x - before.x) > 3)
    }
}
