import type { Actor } from '#core/actor'
import type { Context } from '#core/context'
import { invalid } from '#core/errors'
import { say, type Text } from '#core/i18n'
import { searchKey } from '#core/text'
import { calendarsOf, localDate, lunarOf } from '#modules/calendar'
import type { Column, Found } from '#modules/datasets'
import { procedureKind, shelfOf } from '#modules/procedures'
import { findUnit, listUnits } from '#modules/units'
import type { ServiceOf } from './definition.ts'

/** Look-ups over what the platform knows itself: nothing is written twice, so nothing can differ. */

type Asking = { ctx: Context; actor: Actor; now: Date }
type Name = NonNullable<ServiceOf<'lookup'>['of']>
type Question = { id: string; label: Text; type: 'text' | 'date'; required: boolean }
type OwnLookUp = { questions: readonly Question[]; find: (asking: Asking, asked: Record<string, string>) => Found }

const column = (id: string, vi: string, en: string, type: Column['type'] = 'text'): Column => ({
  id,
  label: { vi, en },
  type,
})
const most = 60

const daysOff: OwnLookUp = {
  questions: [],
  find({ ctx, actor, now }) {
    const today = localDate(now)
    const days = calendarsOf(ctx)
      .exceptions.filter(({ on }) => on >= today)
      .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    return {
      columns: [
        column('on', 'Ngày', 'Day', 'date'),
        column('name', 'Là', 'What'),
        column('kind', 'Đi làm hay nghỉ', 'Work or rest'),
        column('basis', 'Căn cứ', 'Basis'),
      ],
      rows: days.map(({ on, name, kind, basis }) => [
        on,
        say(name, actor.locale),
        say(kind === 'swap-work' ? worked : off, actor.locale),
        basis ?? '',
      ]),
      source: {
        vi: 'Lịch nghỉ của từng năm trong bộ dữ liệu của tỉnh',
        en: 'The days off of each year, as the province keeps them',
      },
      asOf: today,
      remark: { vi: 'Ngày ghi "dự kiến" còn chờ quyết định.', en: 'Days marked "dự kiến" await a decision.' },
    }
  },
}
const off = { vi: 'Nghỉ', en: 'Rest' }
const worked = { vi: 'Làm bù', en: 'Work' }

const lunarDate: OwnLookUp = {
  questions: [{ id: 'on', label: { vi: 'Ngày dương lịch', en: 'Solar date' }, type: 'date', required: true }],
  find({ actor, now }, asked) {
    const on = asked['on'] || localDate(now)
    if (!/^(19|20)\d\d-\d\d-\d\d$/.test(on) || Number.isNaN(Date.parse(on)))
      throw invalid('wrong-date', {
        vi: 'Ngày cần tra phải từ năm 1900 đến năm 2099.',
        en: 'The date must lie between 1900 and 2099.',
      })
    const { day, month, year, leap } = lunarOf(on)
    const text = { vi: `${day}/${month}${leap ? ' nhuận' : ''}`, en: `${day}/${month}${leap ? ' (leap month)' : ''}` }
    return {
      columns: [
        column('on', 'Dương lịch', 'Solar', 'date'),
        column('lunar', 'Âm lịch', 'Lunar'),
        column('year', 'Năm âm lịch', 'Lunar year'),
      ],
      rows: [[on, say(text, actor.locale), String(year)]],
      source: { vi: 'Tính theo múi giờ UTC+7 (QĐ 121/CP năm 1967)', en: 'Reckoned at UTC+7 (QĐ 121/CP, 1967)' },
      asOf: localDate(now),
      remark: undefined,
    }
  },
}

const procedureFees: OwnLookUp = {
  questions: [{ id: 'words', label: { vi: 'Tên thủ tục', en: 'Procedure' }, type: 'text', required: false }],
  find({ ctx, actor: { locale }, now }, asked) {
    const words = asked['words']?.trim() ?? ''
    const { items, index } = shelfOf(ctx)
    const own = new Set(items.flatMap((item) => (item.source === 'pack' ? [item.code] : [])))
    const codes = words === '' ? [...own] : index.search(words, (code) => own.has(code)).map(({ code }) => code)
    const rows = codes.slice(0, most).flatMap((code) => {
      const { body } = ctx.definitions.get(procedureKind, code)
      return body.fees.flatMap((fee) =>
        fee.when.flatMap(({ pay, because }) =>
          typeof pay === 'number'
            ? [
                [
                  say(body.name, locale),
                  say(fee.name, locale),
                  money(pay),
                  because ? say(because, locale) : '',
                  say(fee.basis, locale),
                ],
              ]
            : [],
        ),
      )
    })
    return {
      columns: [
        column('procedure', 'Thủ tục', 'Procedure'),
        column('fee', 'Khoản', 'Fee'),
        column('amount', 'Mức', 'Amount'),
        column('because', 'Trường hợp', 'Case'),
        column('basis', 'Căn cứ', 'Basis'),
      ],
      rows: rows.slice(0, most),
      source: { vi: 'Các thủ tục mà tỉnh đã khai báo', en: 'The procedures that the province declared' },
      asOf: localDate(now),
      remark: {
        vi: 'Khoản phải tính theo từng hồ sơ (ví dụ theo diện tích) được báo khi bạn điền tờ khai.',
        en: 'What depends on the case, such as an area, is told when you fill in the form.',
      },
    }
  },
}
const money = (dong: number): string => (dong === 0 ? '0 ₫' : `${dong.toLocaleString('vi-VN')} ₫`)

const unitsAsOf = (now: Date) => ({
  source: { vi: 'Danh mục đơn vị của tỉnh', en: 'The register of units of the province' },
  asOf: localDate(now),
  remark: undefined,
})

const nameQuestion: Question = {
  id: 'words',
  label: { vi: 'Tên xã, phường hoặc cơ quan', en: 'Commune or agency' },
  type: 'text',
  required: false,
}

const holds = (name: Text, words: string | undefined): boolean => searchKey(name.vi).includes(searchKey(words ?? ''))

const serviceCentres: OwnLookUp = {
  questions: [nameQuestion],
  find({ ctx, actor: { locale }, now }, asked) {
    const centres = listUnits(ctx).filter(({ kind, name }) => kind === 'centre' && holds(name, asked['words']))
    return {
      columns: [
        column('name', 'Nơi nộp hồ sơ', 'Service centre'),
        column('unit', 'Thuộc', 'Of'),
        column('code', 'Mã định danh', 'Agency code'),
      ],
      rows: centres.map(({ name, parent, agencyCode }) => {
        const above = parent === undefined ? undefined : findUnit(ctx, parent)
        return [say(name, locale), above ? say(above.name, locale) : '', agencyCode]
      }),
      ...unitsAsOf(now),
      remark: {
        vi: 'Số nhà, đường của từng trung tâm do đơn vị công bố; danh mục này chưa có.',
        en: 'Street addresses are published by each unit; this register does not have them yet.',
      },
    }
  },
}

const agencyCodes: OwnLookUp = {
  questions: [nameQuestion],
  find({ ctx, actor: { locale }, now }, asked) {
    const units = listUnits(ctx).filter(({ kind, name }) => kind !== 'centre' && holds(name, asked['words']))
    return {
      columns: [
        column('name', 'Cơ quan', 'Agency'),
        column('agencyCode', 'Mã định danh điện tử', 'Electronic identity code'),
        column('code', 'Mã đơn vị hành chính', 'Administrative code'),
      ],
      rows: units.map(({ name, agencyCode, code }) => [say(name, locale), agencyCode, code === agencyCode ? '' : code]),
      ...unitsAsOf(now),
      source: {
        vi: 'Danh mục đơn vị của tỉnh; mã theo QĐ 20/2020/QĐ-TTg',
        en: 'Register of units; codes by QĐ 20/2020/QĐ-TTg',
      },
    }
  },
}

const lookUps: Record<Name, OwnLookUp> = {
  'days-off': daysOff,
  'lunar-date': lunarDate,
  'procedure-fees': procedureFees,
  'service-centres': serviceCentres,
  'agency-codes': agencyCodes,
}

export const questionsOf = (name: Name): readonly Question[] => lookUps[name].questions

export const lookUpOwn = (name: Name, asking: Asking, asked: Record<string, string>): Found =>
  lookUps[name].find(asking, asked)
