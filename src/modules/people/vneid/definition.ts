import { z } from 'zod'
import { defineKind } from '#core/definitions'

const claim = z.string().min(1).max(60)

/**
 * The grammar of `vneid.yaml`: by which names the national identity tells what we ask. There is no public specification; the defaults are
 * the claims of the National Public Service Portal's sign-in. The address and the secret of the provider are settings, not definitions.
 */
const VneidWords = z.strictObject({
  scopes: z.array(z.string().min(1)).min(1).default(['openid', 'profile']),
  /** sent as `acr_values` */
  level: z.string().optional(),
  claims: z
    .strictObject({
      subject: claim.default('TechID').describe('The lasting name of the person; the account is linked by it.'),
      personalId: claim.default('SoDinhDanh'),
      name: claim.default('HoVaTen'),
      birthOn: claim.default('NgaySinh'),
      sex: claim.default('GioiTinh'),
      address: claim.default('DiaChi'),
      phone: claim.default('SoDienThoai'),
      email: claim.default('ThuDienTu'),
    })
    .prefault({}),
  /** its words for the sexes */
  sexes: z
    .record(z.string(), z.enum(['male', 'female']))
    .default({ '1': 'male', '2': 'female', Nam: 'male', Nữ: 'female' }),
})

export type VneidSettings = z.output<typeof VneidWords>

export const vneidKind = defineKind({ kind: 'vneid', file: 'vneid.yaml', schema: VneidWords })

export const vneidDefaults: VneidSettings = VneidWords.parse({})
