using Distribution.Catalog;

namespace Distribution.Distributors.Preflight;

/// <summary>Finds all that is missing. What it says of mappings is in <see cref="PreflightMappings"/>.</summary>
internal static class PreflightCheck
{
    public static PreflightReport Report(PreflightFacts facts)
    {
        var findings = Findings(facts).OrderBy(finding => finding.Weight).ToList();
        var hindering = findings.Count(finding => finding.Weight is PreflightWeight.Hinders);
        return new PreflightReport(
            facts.Interface.Interface,
            facts.Now,
            hindering == 0,
            hindering,
            findings.Count - hindering,
            [.. findings.Take(PreflightReport.MaxFindings)]);
    }

    private static IEnumerable<PreflightFinding> Findings(PreflightFacts facts) =>
        [.. SetUp(facts), .. Contingents(facts), .. Profile(facts), .. facts.Performances.SelectMany(it => Performance(facts, it)), .. PreflightMappings.Missing(facts)];

    private static IEnumerable<PreflightFinding> SetUp(PreflightFacts facts)
    {
        if (facts.Capabilities is null)
        {
            yield return Hinders(PreflightTopic.SetUp, facts.Interface.Type, $"There is no connector for interfaces of type \"{facts.Interface.Type}\".", "Register an interface of a type that there is.");
        }

        if (facts.Setup is not { } setup)
        {
            yield return Hinders(PreflightTopic.SetUp, facts.Interface.Interface.ToString(), "The interface is not set up.", "Say how it reaches its distributor, and its contact.");
            yield break;
        }

        if (facts.Catalog.Contacts.All(contact => contact.Id != setup.Contact))
        {
            yield return Hinders(PreflightTopic.Contact, setup.Contact.ToString(), "The contact that orders and tickets would bear is not there.", "Create a contact and set the interface up with it.");
        }

        if (!setup.TellsSomebody)
        {
            yield return Warns(PreflightTopic.SetUp, "emails", "Nobody is told about errors.", "Give the interface an e-mail address.");
        }
    }

    private static IEnumerable<PreflightFinding> Contingents(PreflightFacts facts)
    {
        if (facts.Catalog.Contingents.All(contingent => contingent.ExternalChannel != facts.Interface.Channel))
        {
            yield return Hinders(PreflightTopic.Contingents, facts.Interface.Channel.ToString(), "No contingent is tied to the interface's sales channel.", "Create a contingent with this external channel.");
        }
    }

    private static IEnumerable<PreflightFinding> Profile(PreflightFacts facts)
    {
        var channel = facts.Interface.Channel.ToString();
        if (facts.Profile is not { } profile)
        {
            yield return Hinders(PreflightTopic.ActivityProfile, channel, "The interface's sales channel has no activity profile.", "Set the profile: which events the channel sells, at which tariffs, from when to when.");
        }
        else if (profile.Sold.All(line => line.Until <= facts.Now))
        {
            var message = profile.Sold.IsEmpty ? "The channel's activity profile sells nothing." : "All sales of the channel's activity profile are over.";
            yield return Hinders(PreflightTopic.ActivityProfile, channel, message, "Set the profile anew, with what is sold now.");
        }
        else if (profile.Sold.All(line => line.Until <= facts.Now || line.From > facts.Now))
        {
            var begins = profile.Sold.Where(line => line.From > facts.Now).Min(line => line.From);
            yield return Warns(PreflightTopic.ActivityProfile, channel, $"The channel sells nothing before {begins:u}.", "Nothing, if that is meant: places can be exported before.");
        }
    }

    private static IEnumerable<PreflightFinding> Performance(PreflightFacts facts, Performance performance)
    {
        var (id, name) = (performance.Id.ToString(), facts.NameOf(performance));
        var lines = facts.SoldAs(performance);
        if (facts.Profile is not null && lines.IsEmpty)
        {
            // Of many performances one that is no longer sold must not stop the others.
            var weight = facts.Scope.Performance is null ? PreflightWeight.Warns : PreflightWeight.Hinders;
            yield return new(weight, PreflightTopic.ActivityProfile, null, id, $"The channel's activity profile does not sell {name}, or no longer.", "Add it to the profile, or take its places back and its mapping out.");
        }

        if (!facts.Scope.HasExport || facts.Capabilities is not { Export: true } can)
        {
            yield break;
        }

        var places = facts.PlacesOf(performance);
        if (places.IsEmpty)
        {
            yield return Warns(PreflightTopic.Contingents, id, $"The channel's contingents have no place of {name}.", "Assign places to them; an export sends nothing until then.");
        }

        if (!can.UnnumberedAreas && places.FirstOrDefault(row => row.Block is null) is { } area)
        {
            yield return Hinders(PreflightTopic.Contingents, area.Area, $"The distributor takes no unnumbered areas, and the contingents have {area.Places} places of area {area.Area} of {name}.", "Take them back.");
        }

        var sold = lines.SelectMany(line => line.Tariffs).Select(tariff => tariff.Category).ToHashSet(StringComparer.Ordinal);
        foreach (var category in places.GroupBy(row => row.Category).Where(category => !lines.IsEmpty && !sold.Contains(category.Key)))
        {
            yield return Warns(PreflightTopic.ActivityProfile, category.Key, $"The contingents have {category.Sum(row => row.Places)} places of category \"{category.Key}\" of {name}, and the profile sells no tariff of it.", "Add its tariffs to the profile, or take the places back.");
        }
    }

    private static PreflightFinding Hinders(PreflightTopic topic, string subject, string message, string whatToDo) =>
        new(PreflightWeight.Hinders, topic, null, subject, message, whatToDo);

    private static PreflightFinding Warns(PreflightTopic topic, string subject, string message, string whatToDo) =>
        new(PreflightWeight.Warns, topic, null, subject, message, whatToDo);
}
