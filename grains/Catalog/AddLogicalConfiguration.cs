using System.Text.Json.Serialization;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>
/// What an import comes to: a configuration of a plan that was parsed, and saved under its hash. The hash stands for the
/// content, so a repeated import is known by its plan, not by its text.
/// </summary>
internal sealed record AddLogicalConfiguration(CommandContext Context, string Name, PlanHash Hash, [property: JsonIgnore] SeatingPlan Plan)
    : CatalogCommand(Context);
