using Distribution.Catalog.SeatingPlans;
using Distribution.Tests.Api;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Examples;

/// <summary>The front-end kit in <c>deploy/examples</c>: its types are those of the schema, its pages sell, and its backend lets through nothing else.</summary>
public sealed class ExampleTests(ExampleApi api) : IClassFixture<ExampleApi>
{
    [Fact]
    public async Task The_generated_types_are_those_of_the_schema_and_the_examples_fit_them()
    {
        await NodeClients.RunIn(ExampleApi.Folder, "node", "generate.js", "--check");
        await NodeClients.RunIn(ExampleApi.Folder, "node_modules/.bin/tsc", "--noEmit");
    }

    [Fact]
    public Task Two_customers_buy_in_the_web_shop_and_one_on_the_phone() => Drive("shop", orders: 2);

    [Fact]
    public Task A_hold_that_ran_out_is_cleared_and_its_places_can_be_held_again() => Drive("expired", orders: 1);

    [Fact]
    public Task A_double_click_and_a_reload_on_the_phone_buy_once_each() => Drive("phone", orders: 2);

    [Fact]
    public Task Places_are_chosen_and_bought_by_keyboard_and_named_for_a_screen_reader() => Drive("keyboard", orders: 1);

    [Fact]
    public Task The_pages_say_what_to_do_where_their_address_names_no_performance() => Drive("address", orders: 0);

    [Fact]
    public Task A_visitor_can_do_nothing_but_the_shops_own_operations_for_itself_and_pays_once_for_one_order() => Drive("visitor", orders: 1, seats: 20);

    [Theory]
    [InlineData("0,0", "1,0", "2,0")]
    [InlineData("0,0", "0,0", "0,0")]
    public async Task Seats_never_overlap_and_areas_without_numbers_are_bought_by_quantity(string first, string second, string third)
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null);
        var (configuration, performance) = (NewId.Guid(), NewId.Guid());
        await api.Client.Do("importSeatingPlan", new
        {
            commandId = configuration,
            venue = venue.Id,
            name = "Club",
            format = SeatingPlanFormat.Csv,
            text = $"area,block,row,seat,category,x,y\nHall,A,1,1,I,{first}\nHall,A,1,2,I,{second}\nHall,A,1,3,I,{third}",
            unnumberedAreas = new[] { new { key = "Standing", category = "II", capacity = 100 } },
        });
        await api.Client.Do("createPerformance", new
        {
            commandId = performance,
            venue = venue.Id,
            @event = venue.Event,
            configuration,
            name = "Freitag",
            startsAt = "2027-03-12T19:30:00Z",
            timeZone = "Europe/Berlin",
        });

        await Drive("plan", venue.Id, performance, orders: 1);
    }

    /// <summary>What the script says it bought, and nothing else, is sold afterwards, under so many orders.</summary>
    private async Task Drive(string script, int orders, int seats = 6)
    {
        var venue = await ApiVenue.Create(api.Client, distributor: null, seats: seats);
        await Drive(script, venue.Id, venue.Performance, orders);
    }

    private async Task Drive(string script, Guid venue, Guid performance, int orders)
    {
        var bought = await api.Drive(script, venue, performance);

        var sold = await api.Sold(performance);
        sold.Select(place => place.Text("name")).ShouldBe(bought, ignoreOrder: true);
        sold.Select(place => place.Text("order")).Distinct().Count().ShouldBe(orders);
    }
}
