import { appointments } from '#modules/appointments'
import { calendar } from '#modules/calendar'
import { cases } from '#modules/cases'
import { datasets } from '#modules/datasets'
import { documents } from '#modules/documents'
import { indicators } from '#modules/indicators'
import { notices } from '#modules/notices'
import { people } from '#modules/people'
import { procedures } from '#modules/procedures'
import { processes } from '#modules/processes'
import { profiles } from '#modules/profiles'
import { reports } from '#modules/reports'
import { services } from '#modules/services'
import { units } from '#modules/units'
import { upkeep } from '#modules/upkeep'
import type { Module } from './core/module.ts'

/** The modules in dependency order: reading order = boot order = import rule (a module imports only those above it). */
export const modules: readonly Module[] = [
  units,
  upkeep,
  calendar,
  notices,
  people,
  documents,
  datasets,
  procedures,
  cases,
  profiles,
  services,
  reports,
  appointments,
  processes,
  indicators,
]
