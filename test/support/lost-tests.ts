/** What a test runner says of one test or suite: a file is a test of its own, named by its path. */
export type TestEvent = { name: string; file?: string | undefined; skip?: string | boolean | undefined; suite: boolean }

/**
 * Holds what each file began against what it ended. A file that is ended early, by its own exit for one, passes in the runner's
 * eyes with whatever it had done by then; a suite that is skipped whole is not counted at all.
 */
export class LostTests {
  private readonly summed = new Set<string>()
  private readonly open = new Map<string, number>()
  skippedSuites = 0

  began({ name, file }: TestEvent): void {
    if (file !== undefined && name !== file) this.open.set(file, (this.open.get(file) ?? 0) + 1)
  }

  ended({ name, file, skip, suite }: TestEvent): void {
    if (file === undefined || name === file) return
    this.open.set(file, (this.open.get(file) ?? 0) - 1)
    if (suite && skip !== undefined && skip !== false) this.skippedSuites += 1
  }

  /** The file came to its end and counted its tests. */
  sum(file: string, tests: number, suites: number): void {
    if (tests + suites > 0) this.summed.add(file)
  }

  /** What is missing, file by file; empty when every file ran to its end. */
  list(files: readonly string[]): string[] {
    return files.flatMap((file) => {
      const left = this.open.get(file) ?? 0
      if (left > 0) return [`${file}: ended with ${left} of its tests not run`]
      return this.summed.has(file) ? [] : [`${file}: ended without its tests`]
    })
  }
}
