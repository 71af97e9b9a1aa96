import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../api.ts'
import { say, useLocale } from '../messages/use-messages.ts'
import type { Unit } from './view.ts'

const kindWord = /^(Phường|Xã|Đặc khu|Sở|Trung tâm Phục vụ hành chính công) | (Ward|Commune|Special Zone)$/u

/** The name without its kind, where the place on screen says what kind it is. */
export function shortName(name: string): string {
  const short = name.replace(kindWord, '')
  return short.charAt(0).toLocaleUpperCase('vi') + short.slice(1)
}

/** Today's units by code, with names in the reader's language. */
export function useUnits() {
  const locale = useLocale()
  const { data } = useQuery({ ...ask('units.list', {}), staleTime: 3_600_000 })
  return useMemo(() => {
    const byCode = new Map<string, Unit>((data?.items ?? []).map((unit: Unit) => [unit.code, unit]))
    const name = (code: string): string => {
      const unit = byCode.get(code)
      return unit ? say(unit.name, locale) : code
    }
    return { byCode, name, short: (code: string) => shortName(name(code)), ready: data !== undefined }
  }, [data, locale])
}
