import { hash, verify } from '@node-rs/argon2'

/** argon2id (the library's default kind) as OWASP advises: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** Of a password that nobody knows: an unknown login takes as long as a known one. */
const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$S3w12RkUZN8tVMnjaae5ow$szPdxe6CY9m44C3wfjtbM7hy9KWxVnb8RyR+x6SfEKE'

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** Whether the password is right; always does the work, whether or not there is anything to compare with. */
export async function matches(stored: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(stored ?? nobodys, password).catch(() => false)
  return right && stored !== null && stored !== undefined
}
