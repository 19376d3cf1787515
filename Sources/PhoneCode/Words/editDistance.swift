/// How many letters must be put in, left out or exchanged to make one word of the other.
package func editDistance(_ one: [UInt32], _ other: [UInt32]) -> Int {
    var row = Array(0...other.count)
    for (place, letter) in one.enumerated() {
        var diagonal = row[0]
        row[0] = place + 1
        for column in other.indices {
            let above = row[column + 1]
            row[column + 1] = min(diagonal + (letter == other[column] ? 0 : 1), above + 1, row[column] + 1)
            diagonal = above
        }
    }
    return row[other.count]
}
