import type { Module } from './core/module.ts'

/** The modules in dependency order: reading order = boot order = import rule (a module imports only those above it). */
export const modules: readonly Module[] = []
