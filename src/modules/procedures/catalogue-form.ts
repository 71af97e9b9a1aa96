/** The form of an imported procedure: who asks, and what for. Its own form stays a paper to attach. */

const person = {
  fullName: { type: 'personName', required: true, from: 'person.fullName' },
  idNumber: { type: 'personalId', required: true, from: 'person.idNumber' },
  residence: { type: 'address', from: 'person.residence' },
  phone: { type: 'phone', required: true, from: 'person.phone' },
  email: { type: 'email', from: 'person.email' },
}
/** A foreigner has a passport instead of an identification number. */
const foreigner = {
  ...person,
  idNumber: { type: 'personalId', from: 'person.idNumber' },
  passport: { type: 'text', maxLength: 20, label: { vi: 'Số hộ chiếu', en: 'Passport number' } },
}
const organisation = (required: boolean) => ({
  title: { vi: 'Tổ chức, doanh nghiệp', en: 'Organisation' },
  fields: {
    organisation: { type: 'text', required, maxLength: 300 },
    taxCode: { type: 'taxCode' },
    address: { type: 'address' },
    position: { type: 'text', maxLength: 100, label: { vi: 'Chức vụ người đề nghị', en: "Applicant's position" } },
  },
})
const request = {
  title: { vi: 'Nội dung đề nghị', en: 'Request' },
  fields: { request: { type: 'text', required: true, maxLength: 3000, lines: 5 } },
}

export function formFor(audience: readonly string[]): Record<string, unknown> {
  const forPeople = audience.includes('citizen') || audience.includes('foreigner')
  const forOrganisations = audience.some((one) => one !== 'citizen' && one !== 'foreigner')
  return {
    applicant: { fields: audience.includes('foreigner') ? foreigner : person },
    ...(forOrganisations && { organisation: organisation(!forPeople) }),
    request,
  }
}
