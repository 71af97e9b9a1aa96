import { LunarDate, SolarDate } from '@nghiavuive/lunar_date_vi'

/** A date of the Vietnamese lunar calendar, which is reckoned at UTC+7 (QĐ 121/CP of 1967). */
export type Lunar = { day: number; month: number; year: number; leap: boolean }

export function lunarOf(on: string): Lunar {
  const [year, month, day] = on.split('-').map(Number)
  const lunar = LunarDate.fromSolarDate(new SolarDate({ year: year ?? 0, month: month ?? 0, day: day ?? 0 })).get()
  return { day: lunar.day, month: lunar.month, year: lunar.year, leap: lunar.leap_month }
}

/** The solar date of a day in a lunar month that is no leap month. */
export function solarOf(year: number, month: number, day: number): string {
  const lunar = new LunarDate({ year, month, day })
  lunar.init()
  const solar = lunar.toSolarDate().get()
  return `${solar.year}-${String(solar.month).padStart(2, '0')}-${String(solar.day).padStart(2, '0')}`
}

/** Tết Nguyên đán: 1/1. */
export const lunarNewYear = (year: number): string => solarOf(year, 1, 1)

/** Giỗ Tổ Hùng Vương: 10/3. */
export const hungKings = (year: number): string => solarOf(year, 3, 10)
