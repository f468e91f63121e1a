import { nameOf } from "../../domain/people/nameOf";

type Named = Parameters<typeof nameOf>[0];

export const presentPerson = (person: Named) => ({ id: person.id, name: nameOf(person) });
