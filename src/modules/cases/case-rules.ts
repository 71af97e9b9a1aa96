/** All rules of a case under one name, for those who make histories: `caseRules.accept(env, found, …)`. */
export * from './ending.ts'
export * from './handling.ts'
export * from './rules.ts'
export * from './watching.ts'
