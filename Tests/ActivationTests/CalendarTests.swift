import TestSupport
import Testing

@testable import Activation

@Suite("A day of the calendar")
struct CalendarTests {
    @Test(
        "has the number and the date that other calendars give it",
        arguments: [
            (0, "1970-01-01"), (58, "1970-02-28"), (59, "1970-03-01"), (364, "1970-12-31"),
            (789, "1972-02-29"),
            (10_956, "1999-12-31"), (10_957, "2000-01-01"), (11_016, "2000-02-29"), (11_017, "2000-03-01"),
            (19_723, "2024-01-01"), (19_782, "2024-02-29"), (20_780, "2026-11-23"), (24_855, "2038-01-19"),
            (47_540, "2100-02-28"), (47_541, "2100-03-01"), (2_932_896, "9999-12-31"),
        ] as [(Int32, String)])
    func table(number: Int32, text: String) throws {
        #expect(CalendarDay(daysSince1970: number).description == text)
        #expect(try #require(CalendarDay(text)).daysSince1970 == number)
    }

    @Test("follows the day before it: all 84,000 days from 1970 to 2200, and the dates between are no dates")
    func exhaustive() throws {
        var number: Int32 = 0
        for year in 1970...2200 {
            let leaps = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, leaps ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (month, length) in zip(1..., lengths) {
                for day in 1...length {
                    let found = CalendarDay(year: year, month: month, day: day)
                    #expect(found?.daysSince1970 == number)
                    #expect(CalendarDay(daysSince1970: number).date == (year, month, day))
                    number += 1
                }
                for day in length + 1...32 {
                    #expect(CalendarDay(year: year, month: month, day: day) == nil)
                }
            }
        }
    }

    @Test(
        "is not read from a text that is no date from 1970 to 9999",
        arguments: [
            "", "2027", "2027-3-31", "2027-03-1", "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10",
            "2027-01-00",
            "1969-12-31", "0000-01-01", "10000-01-01", " 2027-03-31", "2027-03-31 ", "2027-03-31Z",
            "2027/03/31",
            "+027-03-31", "20270331", "2027-03-31-01", "٢٠٢٧-٠٣-٣١", "2027-04-31",
        ])
    func wrong(text: String) { #expect(CalendarDay(text) == nil) }

    @Test("begins at one moment, ends at one, and no other moment is either")
    func moments() throws {
        let day = try Sample.day("2026-11-23")
        #expect(day.start.rawValue == 1_795_392_000)
        #expect(CalendarDay(startingAt: day.start) == day)
        #expect(CalendarDay(endingAt: day.adding(days: 1).start) == day)
        for offset in [-1, 1, 43_200] as [Int64] {
            #expect(CalendarDay(startingAt: UnixTime(rawValue: day.start.rawValue + offset)) == nil)
            #expect(CalendarDay(endingAt: UnixTime(rawValue: day.start.rawValue + offset)) == nil)
        }
        let last = try Sample.day("9999-12-31")
        #expect(CalendarDay(startingAt: last.start) == last)
        #expect(CalendarDay(endingAt: last.adding(days: 1).start) == last)
        #expect(CalendarDay(startingAt: last.adding(days: 1).start) == nil)
        for time in [Int64.min, -86_400, .max] {
            #expect(CalendarDay(startingAt: UnixTime(rawValue: time)) == nil)
            #expect(CalendarDay(endingAt: UnixTime(rawValue: time)) == nil)
        }
        #expect(CalendarDay(endingAt: UnixTime(rawValue: 0)) == nil)
    }

    @Test("is the one its moments are in, before 1970 too")
    func days() {
        for (seconds, day) in [
            (0, 0), (86_399, 0), (86_400, 1), (-1, -1), (-86_400, -1), (-86_401, -2),
        ] as [(Int64, Int32)] {
            #expect(UnixTime(rawValue: seconds).day.daysSince1970 == day)
        }
        #expect(CalendarDay(daysSince1970: -1).description == "1969-12-31")
    }

    @Test("far beyond all dates is the last or first that can be told, and nothing traps")
    func extremes() {
        #expect(UnixTime(rawValue: .max).day.daysSince1970 == .max)
        #expect(UnixTime(rawValue: .min).day.daysSince1970 == .min)
        let today = CalendarDay(daysSince1970: 20_780)
        #expect(today.adding(days: .max).daysSince1970 == .max)
        #expect(today.adding(days: .min).daysSince1970 < 0)
        #expect(today.adding(days: 10).daysSince1970 == 20_790)
        #expect(
            !UnixTime(rawValue: .max).description.isEmpty && !UnixTime(rawValue: .min).description.isEmpty)
    }

    @Test(
        "and a time of it are written as ISO 8601 has them",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_795_450_788, "2026-11-23T16:19:48Z"),
            (86_399, "1970-01-01T23:59:59Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
        ] as [(Int64, String)])
    func times(seconds: Int64, text: String) { #expect(UnixTime(rawValue: seconds).description == text) }
}
