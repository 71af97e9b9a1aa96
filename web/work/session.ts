import type { Output } from '../api.ts'
import { useMe } from '../components/use-me.ts'

export type Post = Output<'people.me'>['posts'][number]

/** Who works here; the face shows its pages only to officials, so that these are there. */
export function useOfficial(): { id: string; name: string; posts: readonly Post[]; units: readonly string[] } {
  const { data } = useMe()
  const posts = data?.posts ?? []
  return { id: data?.id ?? '', name: data?.name ?? '', posts, units: [...new Set(posts.map((post) => post.unit))] }
}

export const isReceptionist = (post: Post): boolean => post.role === 'receptionist'

/** Topics whose facts may change what this person's lists show. A centre receives for units that it does not name. */
export function topicsOf(posts: readonly Post[]): string[] {
  const wide = posts.some((post) => isReceptionist(post) || post.unit.length <= 2)
  return wide ? ['cases:all'] : [...new Set(posts.map((post) => `cases:${post.unit}`))]
}
