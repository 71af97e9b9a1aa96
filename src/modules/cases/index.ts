/** The door of the module. */
export * from './events.ts'
