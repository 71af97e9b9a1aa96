import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '../api.ts'
import type { Box } from '../maps/place-map.tsx'
import type { Shape } from '../maps/projection.ts'

/** The province's shapes as maps draw them; undefined while they are under way. */
export function useShapes(): { shapes: readonly Shape[]; bbox: Box } | undefined {
  const { data } = useQuery({ ...ask('units.shapes', {}), staleTime: 60 * 60_000 })
  return useMemo(
    () =>
      data && {
        bbox: data.bbox,
        shapes: data.features.map(({ properties: { code, name }, geometry }) => ({
          code,
          name,
          polygons: geometry.coordinates,
        })),
      },
    [data],
  )
}
