import type { Group, School } from './profile.ts';

/** The schools of a group that are there, in the schools' order. */
export function membersOf<Member extends Pick<School, 'id'>>(group: Group, schools: readonly Member[]): Member[] {
  const ids = new Set(group.schoolIds);
  return schools.filter(({ id }) => ids.has(id));
}

/** The group without the schools that are not there (any more); the same group where there are none. */
export function withoutGone(group: Group, exists: (schoolId: string) => boolean): Group {
  const schoolIds = group.schoolIds.filter(exists);
  return schoolIds.length === group.schoolIds.length ? group : { ...group, schoolIds };
}

/** Of the groups those that change where schools become another (`from` id → `to` id), as they then are. */
export function followSchools(groups: readonly Group[], becomes: ReadonlyMap<string, string>): Group[] {
  const touched = groups.filter(({ schoolIds }) => schoolIds.some((id) => becomes.has(id)));
  return touched.map((group) => ({ ...group, schoolIds: [...new Set(group.schoolIds.map((id) => becomes.get(id) ?? id))] }));
}

/** What a form for the group uses of its own; what is empty the schools themselves say. */
export function ownOf(group: Group): { name: string; director?: School['director']; username?: string } {
  const director = { name: group.director.name.trim(), email: group.director.email.trim() };
  const username = group.username.trim();
  return { name: group.name.trim(), ...((director.name || director.email) && { director }), ...(username && { username }) };
}
