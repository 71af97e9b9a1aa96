import { sql, type RawBuilder } from 'kysely'

/** How an account can be reached, and where its person lives. */
export type Addressee = { account: string; commune: string | null; phone: string | null; email: string | null }

/**
 * Accounts as those who write to them see them. The module that keeps accounts gives a `select` of them, and the module that
 * sends joins it in its own statements: a notice to a hundred thousand people is one statement, and no address is kept twice.
 */
export type Addressees = {
  register(accounts: RawBuilder<Addressee>): void
  /** accounts that want a commune's warnings though they live elsewhere: a `select` of account and commune */
  registerFollowers(followers: RawBuilder<Follower>): void
  followers(): RawBuilder<Follower>
  /** `select` with the columns account, commune, phone, email; of nobody while no module keeps accounts */
  all(): RawBuilder<Addressee>
}

export type Follower = Pick<Addressee, 'account'> & { commune: string }

const noFollower = sql<Follower>`select ''::text as account, ''::text as commune where false`

const nobody = sql<Addressee>`
  select ''::text as account, null::text as commune, null::text as phone, null::text as email where false`

export function openAddressees(): Addressees {
  let known: RawBuilder<Addressee> | undefined
  let following: RawBuilder<Follower> | undefined
  return {
    register(accounts) {
      if (known) throw new Error('two modules keep accounts')
      known = accounts
    },
    registerFollowers(followers) {
      if (following) throw new Error('two modules keep who follows a commune')
      following = followers
    },
    followers: () => following ?? noFollower,
    all: () => known ?? nobody,
  }
}
