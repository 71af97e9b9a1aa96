import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { paths } from '../paths.ts'

/** Leads on after the device has changed in whose name it asks: all that was known is asked anew. */
export function useGoAnew() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return (to: typeof paths.home | typeof paths.mandates | typeof paths.workAssist): void => {
    void navigate({ to }).then(() => client.resetQueries())
  }
}
